//! The tables. A step that was released is never edited: add another.

/// `desk.db`: the accounts of this computer.
pub(crate) const DESK: &[&str] = &["
CREATE TABLE account (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_by_person INTEGER NOT NULL DEFAULT 0,
    server TEXT NOT NULL,
    remote_id INTEGER,
    remote_name TEXT,
    plan TEXT,
    accent TEXT NOT NULL,
    token_place TEXT NOT NULL,
    missing_scopes TEXT NOT NULL DEFAULT '[]',
    clock_ahead INTEGER,
    position INTEGER NOT NULL,
    last_active INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
"];

/// `account.db`: the mirror of one account, and what the server does not know.
pub(crate) const ACCOUNT: &[&str] = &["
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    firstname TEXT NOT NULL,
    lastname TEXT NOT NULL,
    company TEXT,
    type TEXT NOT NULL,
    email TEXT,
    phone TEXT NOT NULL,
    status_id INTEGER,
    source_id INTEGER,
    description TEXT,
    city TEXT,
    state TEXT,
    zip TEXT,
    address TEXT,
    country_id INTEGER,
    assigned_id INTEGER,
    groups TEXT NOT NULL,
    is_opted_out INTEGER NOT NULL,
    created_at TEXT,
    updated_at TEXT,
    -- For search and order: the number's digits, the same backwards, the name without case and accents.
    digits TEXT NOT NULL,
    tail TEXT NOT NULL,
    name_key TEXT NOT NULL
) STRICT;
CREATE INDEX contact_updated ON contact (updated_at, id);
CREATE INDEX contact_name ON contact (name_key, id);
CREATE INDEX contact_digits ON contact (digits);
CREATE INDEX contact_tail ON contact (tail);

CREATE VIRTUAL TABLE contact_words USING fts5 (
    firstname, lastname, company, email, city, description,
    content = 'contact', content_rowid = 'id',
    tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\", prefix = '1 2 3'
);
CREATE VIRTUAL TABLE contact_numbers USING fts5 (
    digits, content = 'contact', content_rowid = 'id', tokenize = 'trigram', columnsize = 0
);
CREATE TRIGGER contact_added AFTER INSERT ON contact BEGIN
    INSERT INTO contact_words (rowid, firstname, lastname, company, email, city, description)
        VALUES (new.id, new.firstname, new.lastname, new.company, new.email, new.city, new.description);
    INSERT INTO contact_numbers (rowid, digits) VALUES (new.id, new.digits);
END;
CREATE TRIGGER contact_removed AFTER DELETE ON contact BEGIN
    INSERT INTO contact_words (contact_words, rowid, firstname, lastname, company, email, city, description)
        VALUES ('delete', old.id, old.firstname, old.lastname, old.company, old.email, old.city, old.description);
    INSERT INTO contact_numbers (contact_numbers, rowid, digits) VALUES ('delete', old.id, old.digits);
END;
CREATE TRIGGER contact_words_changed AFTER UPDATE ON contact
WHEN (old.firstname, old.lastname, old.company, old.email, old.city, old.description)
    IS NOT (new.firstname, new.lastname, new.company, new.email, new.city, new.description)
BEGIN
    INSERT INTO contact_words (contact_words, rowid, firstname, lastname, company, email, city, description)
        VALUES ('delete', old.id, old.firstname, old.lastname, old.company, old.email, old.city, old.description);
    INSERT INTO contact_words (rowid, firstname, lastname, company, email, city, description)
        VALUES (new.id, new.firstname, new.lastname, new.company, new.email, new.city, new.description);
END;
CREATE TRIGGER contact_numbers_changed AFTER UPDATE ON contact WHEN old.digits <> new.digits BEGIN
    INSERT INTO contact_numbers (contact_numbers, rowid, digits) VALUES ('delete', old.id, old.digits);
    INSERT INTO contact_numbers (rowid, digits) VALUES (new.id, new.digits);
END;

-- Contacts known to be gone: a page read before must not bring them back. Ids are not used twice.
CREATE TABLE gone (id INTEGER PRIMARY KEY) STRICT;
-- Ids met by the id sweep under way.
CREATE TABLE swept (id INTEGER PRIMARY KEY) STRICT;

CREATE TABLE list_item (
    list TEXT NOT NULL CHECK (list IN ('groups', 'sources', 'statuses')),
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    color TEXT,
    PRIMARY KEY (list, id)
) STRICT, WITHOUT ROWID;

-- One row per template and language, as parsed.
CREATE TABLE template (
    template_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    parsed TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Text of forms not saved yet; contact 0: the form of a new one.
CREATE TABLE draft (contact INTEGER PRIMARY KEY, input TEXT NOT NULL) STRICT;

CREATE TABLE ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    contact INTEGER NOT NULL,
    phone TEXT NOT NULL,
    template_id TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    slot_values TEXT NOT NULL,
    rendered TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('planned', 'in_flight', 'accepted', 'refused', 'unknown', 'skipped', 'cancelled')),
    delivery TEXT,
    refusal TEXT,
    evidence TEXT NOT NULL DEFAULT '[]',
    message_id TEXT,
    chat_id INTEGER,
    server_message INTEGER,
    request_id TEXT,
    created_at TEXT NOT NULL,
    called_at TEXT,
    settled_at TEXT
) STRICT;
CREATE INDEX ledger_contact ON ledger (contact, id);
CREATE INDEX ledger_open ON ledger (state) WHERE state IN ('planned', 'in_flight', 'unknown');
", "
-- For filters: each column has an index that answers alone, without the rows.
CREATE INDEX contact_type ON contact (type);
CREATE INDEX contact_status ON contact (status_id);
CREATE INDEX contact_source ON contact (source_id);
CREATE INDEX contact_assigned ON contact (assigned_id);
CREATE INDEX contact_created ON contact (created_at);
CREATE INDEX contact_email ON contact (email);
CREATE INDEX contact_company ON contact (company);
CREATE INDEX contact_opted_out ON contact (is_opted_out);

-- contact.groups, one row each.
CREATE TABLE contact_group (
    group_id INTEGER NOT NULL,
    contact INTEGER NOT NULL,
    PRIMARY KEY (group_id, contact)
) STRICT, WITHOUT ROWID;
INSERT INTO contact_group SELECT DISTINCT value, contact.id FROM contact, json_each(contact.groups);
CREATE TRIGGER contact_group_added AFTER INSERT ON contact WHEN new.groups <> '[]' BEGIN
    INSERT INTO contact_group SELECT DISTINCT value, new.id FROM json_each(new.groups);
END;
CREATE TRIGGER contact_group_removed AFTER DELETE ON contact WHEN old.groups <> '[]' BEGIN
    DELETE FROM contact_group
        WHERE contact = old.id AND group_id IN (SELECT value FROM json_each(old.groups));
END;
CREATE TRIGGER contact_group_changed AFTER UPDATE ON contact WHEN old.groups <> new.groups BEGIN
    DELETE FROM contact_group
        WHERE contact = old.id AND group_id IN (SELECT value FROM json_each(old.groups));
    INSERT INTO contact_group SELECT DISTINCT value, new.id FROM json_each(new.groups);
END;

-- Saved views; present: filter and order as they were left, where they differ from what was saved.
CREATE TABLE view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    present TEXT
) STRICT;
", "
-- For parts of words: what stands in the middle of a name or company. Emails and cities are found by how their words
-- begin: as parts, half of an account has them in common.
CREATE VIRTUAL TABLE contact_parts USING fts5 (
    firstname, lastname, company, content = 'contact', content_rowid = 'id',
    tokenize = 'trigram remove_diacritics 1', columnsize = 0
);
INSERT INTO contact_parts (contact_parts) VALUES ('rebuild');
CREATE TRIGGER contact_parts_added AFTER INSERT ON contact BEGIN
    INSERT INTO contact_parts (rowid, firstname, lastname, company)
        VALUES (new.id, new.firstname, new.lastname, new.company);
END;
CREATE TRIGGER contact_parts_removed AFTER DELETE ON contact BEGIN
    INSERT INTO contact_parts (contact_parts, rowid, firstname, lastname, company)
        VALUES ('delete', old.id, old.firstname, old.lastname, old.company);
END;
CREATE TRIGGER contact_parts_changed AFTER UPDATE ON contact
WHEN (old.firstname, old.lastname, old.company) IS NOT (new.firstname, new.lastname, new.company)
BEGIN
    INSERT INTO contact_parts (contact_parts, rowid, firstname, lastname, company)
        VALUES ('delete', old.id, old.firstname, old.lastname, old.company);
    INSERT INTO contact_parts (rowid, firstname, lastname, company)
        VALUES (new.id, new.firstname, new.lastname, new.company);
END;

-- Names in scripts without spaces (han, kana, hangul), in which one letter is a part that is looked for.
CREATE INDEX contact_spaceless ON contact (name_key) WHERE name_key GLOB '*[ᄀ-ᇿ々-ヿ㐀-鿿豈-﫿𠀀-𳎯]*';

-- How many contacts the server counted of an entry, while the mirror is not complete.
CREATE TABLE list_total (
    list TEXT NOT NULL CHECK (list IN ('groups', 'sources', 'statuses')),
    id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    counted_at TEXT NOT NULL,
    PRIMARY KEY (list, id)
) STRICT, WITHOUT ROWID;
", "
-- What happened to contacts, as far as this computer saw it; and notes of the conversation with each, as last read.
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    origin TEXT NOT NULL,
    changes TEXT NOT NULL
) STRICT;
CREATE INDEX history_contact ON history (contact, id);
CREATE TABLE note (
    contact INTEGER NOT NULL,
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT,
    body TEXT,
    link TEXT,
    at TEXT,
    PRIMARY KEY (contact, id)
) STRICT, WITHOUT ROWID;
-- When notes were last read, and whether there was a conversation to read them from.
CREATE TABLE note_read (contact INTEGER PRIMARY KEY, at TEXT NOT NULL, conversation INTEGER NOT NULL) STRICT;
-- Text typed in the detail pane and not saved yet, by field; a note is the field `note`. `called_at`: a note was on its
-- way to the server then, and what became of it is not known; `newest` was the newest note before.
CREATE TABLE detail_draft (
    contact INTEGER NOT NULL,
    field TEXT NOT NULL,
    body TEXT NOT NULL,
    called_at TEXT,
    newest INTEGER,
    PRIMARY KEY (contact, field)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER contact_story_removed AFTER DELETE ON contact BEGIN
    DELETE FROM history WHERE contact = old.id;
    DELETE FROM note WHERE contact = old.id;
    DELETE FROM note_read WHERE contact = old.id;
    DELETE FROM detail_draft WHERE contact = old.id;
END;
", "
-- The form as it was opened: what others change until it is saved is told from what the person changed.
ALTER TABLE draft ADD COLUMN base TEXT;
-- For the form: who has this email, and which country has which number of the server.
CREATE INDEX contact_email_any_case ON contact (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX contact_country ON contact (country_id, digits) WHERE country_id IS NOT NULL;
", "
-- Who is selected: sets of ids as the roaring format has them.
CREATE TABLE selection (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL,
    of_all INTEGER NOT NULL,
    chosen BLOB NOT NULL,
    left_out BLOB NOT NULL
) STRICT;

-- Jobs over many contacts: what each is to do, and what became of each contact (docs/decisions/0023).
CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    change TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled', 'stopped')),
    people INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    -- The entry deleted at the end is still there.
    last_left INTEGER NOT NULL,
    undo_of INTEGER,
    -- The revision of the selection it was made from.
    selected INTEGER,
    copy TEXT,
    stopped_by TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT
) STRICT;
CREATE TABLE job_step (
    job INTEGER NOT NULL,
    step INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- Contacts that still need it.
    contacts_left INTEGER NOT NULL,
    PRIMARY KEY (job, step)
) STRICT, WITHOUT ROWID;
-- todo, did, failed and flying have a bit for each step: still to do, done, refused, under way.
CREATE TABLE job_row (
    job INTEGER NOT NULL,
    contact INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'in_flight', 'done', 'failed', 'skipped', 'conflict')),
    todo INTEGER NOT NULL,
    did INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    flying INTEGER NOT NULL DEFAULT 0,
    conflict INTEGER NOT NULL DEFAULT 0,
    -- Fields as they were and as they were set, as JSON.
    old_values TEXT,
    new_values TEXT,
    error TEXT,
    -- Of a contact that is gone.
    name TEXT,
    phone TEXT,
    PRIMARY KEY (job, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_row_special ON job_row (job, state, contact)
    WHERE state IN ('in_flight', 'failed', 'skipped', 'conflict');
", "
-- Runs of a template to many. What was frozen at the start is JSON; where each person stands is in the ledger.
CREATE TABLE campaign (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    template TEXT NOT NULL,
    settings TEXT NOT NULL,
    funnel TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('scheduled', 'missed', 'running', 'paused', 'stopped', 'done', 'cancelled')),
    reason TEXT,
    starts_at TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT
) STRICT;
CREATE INDEX campaign_active ON campaign (state) WHERE state IN ('scheduled', 'running');

ALTER TABLE ledger ADD COLUMN campaign INTEGER REFERENCES campaign (id);
ALTER TABLE ledger ADD COLUMN position INTEGER;
-- The person's name as it was: the contact may be gone when the report is read.
ALTER TABLE ledger ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- Why the row was skipped.
ALTER TABLE ledger ADD COLUMN skip TEXT;
-- The refused row this one is another try of; that one then no longer counts.
ALTER TABLE ledger ADD COLUMN retry_of INTEGER REFERENCES ledger (id);
ALTER TABLE ledger ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;
-- Calls that were taken back, of this row.
ALTER TABLE ledger ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0;
-- The digits by which numbers of one person are known to be one person's.
ALTER TABLE ledger ADD COLUMN person TEXT NOT NULL DEFAULT '';
UPDATE ledger SET person = replace(replace(replace(replace(replace(phone, '+', ''), ' ', ''), '-', ''), '(', ''), ')', '');
CREATE INDEX ledger_campaign ON ledger (campaign, state, superseded, position) WHERE campaign IS NOT NULL;
CREATE INDEX ledger_person ON ledger (person, called_at);
CREATE INDEX ledger_called ON ledger (called_at);

-- People who are never sent to from this computer, by digits.
CREATE TABLE do_not_message (
    person TEXT PRIMARY KEY,
    phone TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"];
