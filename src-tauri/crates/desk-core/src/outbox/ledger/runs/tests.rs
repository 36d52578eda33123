#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::{
    campaigns::{
        CampaignRowsRequest, CampaignSettings, CampaignState, Funnel, FunnelRules, Pace,
        StopReason, StopRules, Stopped, rows as campaigns, states::Move,
    },
    outbox::{
        RefusalClass,
        ledger::{Outcome, mark_interrupted, settle},
        render::{fill, plain},
    },
    templates::{HeaderKind, Slot, SlotKind},
};

fn template() -> Template {
    Template {
        template_id: "88".into(),
        name: "order_ready".into(),
        language: "en_US".into(),
        category: "UTILITY".into(),
        status: "APPROVED".into(),
        header: HeaderKind::None,
        header_text: None,
        body: "Hi {{1}}, it is ready.".into(),
        footer: Some("Reply STOP".into()),
        buttons: Vec::new(),
        slots: vec![Slot {
            field: "field_1".into(),
            number: 1,
            kind: SlotKind::Text,
            before: String::new(),
            after: String::new(),
            sample: None,
        }],
        problem: None,
    }
}

fn person(number: u32) -> Frozen {
    Frozen {
        contact: i64::from(number),
        phone: format!("+1555{number:07}"),
        name: format!("Person {number}"),
        values: [("field_1".to_owned(), format!("Nadia {number}"))].into(),
        skip: None,
        retry: None,
    }
}

fn run(people: &[Frozen]) -> (Connection, i64) {
    let c = Connection::open_in_memory().unwrap();
    c.execute_batch(&crate::store::ACCOUNT.concat()).unwrap();
    let settings = CampaignSettings {
        slots: BTreeMap::new(),
        funnel: FunnelRules::default(),
        pace: Pace::default(),
        stop: StopRules::default(),
    };
    let id = campaigns::insert(
        &c,
        "March",
        &template(),
        &settings,
        &Funnel::default(),
        &time::now(),
    )
    .unwrap();
    plan(&c, id, &template(), people).unwrap();
    campaigns::step(&c, id, Move::Begin).unwrap().unwrap();
    (c, id)
}

fn accepted() -> Outcome {
    Outcome::Accepted {
        message_id: Some("wamid.1".into()),
        chat_id: None,
        server_message: None,
        request_id: None,
    }
}

fn refused(key: &str, class: RefusalClass) -> Outcome {
    Outcome::Refused {
        refusal: Refusal {
            key: key.into(),
            class,
            detail: None,
            fields: Vec::new(),
        },
        request_id: None,
    }
}

fn everybody(campaign: i64) -> CampaignRowsRequest {
    CampaignRowsRequest {
        campaign,
        states: Vec::new(),
        reasons: Vec::new(),
        text: String::new(),
        offset: 0,
        limit: 500,
    }
}

fn found(c: &Connection, request: &CampaignRowsRequest) -> Vec<u32> {
    let (total, rows) = window(c, request, Timestamp::now()).unwrap();
    assert_eq!(total as usize, rows.len());
    rows.iter().map(|row| row.position).collect()
}

#[test]
fn the_text_is_worked_out_of_what_was_frozen() {
    let (c, id) = run(&[person(1)]);
    let row = &window(&c, &everybody(id), Timestamp::now()).unwrap().1[0];
    assert_eq!(plain(&row.send.rendered.body), "Hi Nadia 1, it is ready.");
    assert_eq!(
        row.send.rendered,
        fill(&template(), &person(1).values).rendered
    );
    assert_eq!((row.name.as_str(), row.send.contact), ("Person 1", 1));
    let stored: String = c
        .query_row("SELECT rendered FROM ledger", [], |row| row.get(0))
        .unwrap();
    assert_eq!(stored, "", "a text of 1 kB a row is not stored");
}

#[test]
fn those_left_out_are_in_it_and_never_called() {
    let out = Frozen {
        skip: Some(SkipReason::OptedOut),
        ..person(2)
    };
    let (c, id) = run(&[person(1), out, person(3)]);
    let turns: Vec<i64> = next(&c, id, 10)
        .unwrap()
        .iter()
        .map(|row| row.contact)
        .collect();
    assert_eq!(turns, [1, 3]);
    let totals = totals(&c, id).unwrap();
    assert_eq!((totals.people, totals.planned, totals.skipped), (3, 2, 1));
    let skipped = window(&c, &everybody(id), Timestamp::now())
        .unwrap()
        .1
        .remove(1);
    assert_eq!(skipped.skip, Some(SkipReason::OptedOut));
    assert!(!call(&c, skipped.send.id).unwrap());
}

#[test]
fn nothing_begins_once_a_pause_is_written_down() {
    let (c, id) = run(&[person(1), person(2)]);
    let rows = next(&c, id, 10).unwrap();
    assert!(call(&c, rows[0].id).unwrap());
    campaigns::step(&c, id, Move::Pause).unwrap().unwrap();
    assert!(!call(&c, rows[1].id).unwrap());
    campaigns::step(&c, id, Move::Resume).unwrap().unwrap();
    assert!(call(&c, rows[1].id).unwrap());
    assert!(!call(&c, rows[1].id).unwrap(), "a row is called once");
}

#[test]
fn a_call_that_is_known_not_to_have_happened_is_taken_back() {
    let (c, id) = run(&[person(1), person(2)]);
    let rows = next(&c, id, 10).unwrap();
    call(&c, rows[0].id).unwrap();
    take_back(&c, rows[0].id).unwrap();
    let again = &next(&c, id, 10).unwrap()[0];
    assert_eq!((again.id, again.taken_back), (rows[0].id, 1));
    // Settled rows are not.
    call(&c, rows[1].id).unwrap();
    settle(&c, rows[1].id, &accepted()).unwrap();
    take_back(&c, rows[1].id).unwrap();
    assert_eq!(next(&c, id, 10).unwrap().len(), 1);
    // Of a run that was cancelled meanwhile it is cancelled too.
    call(&c, rows[0].id).unwrap();
    campaigns::step(&c, id, Move::Cancel).unwrap().unwrap();
    assert_eq!(cancel(&c, id).unwrap(), 0);
    take_back(&c, rows[0].id).unwrap();
    let totals = totals(&c, id).unwrap();
    assert_eq!((totals.cancelled, totals.accepted), (1, 1));
}

#[test]
fn after_a_crash_those_who_were_not_called_wait_on() {
    let (c, id) = run(&[person(1), person(2), person(3)]);
    let rows = next(&c, id, 10).unwrap();
    call(&c, rows[0].id).unwrap();
    assert_eq!(mark_interrupted(&c).unwrap(), 1);
    let totals = totals(&c, id).unwrap();
    assert_eq!(
        (totals.planned, totals.unknown, totals.cancelled),
        (2, 1, 0)
    );
    assert_eq!(unknown(&c, id).unwrap(), [(rows[0].id, 0)]);
}

#[test]
fn another_try_keeps_its_lineage_and_each_person_counts_once() {
    let (c, id) = run(&[person(1), person(2)]);
    let rows = next(&c, id, 10).unwrap();
    for (row, outcome) in rows.iter().zip([
        refused("wa_131016", RefusalClass::Later),
        refused("wa_131026", RefusalClass::Person),
    ]) {
        call(&c, row.id).unwrap();
        settle(&c, row.id, &outcome).unwrap();
    }
    let soon = Timestamp::now() + jiff::SignedDuration::from_mins(5);
    let counts = reasons(&c, id, soon).unwrap();
    let shown: Vec<_> = counts
        .iter()
        .map(|count| (count.reason.as_str(), count.count, count.retry_now))
        .collect();
    assert_eq!(shown, [("wa_131016", 1, 1), ("wa_131026", 1, 0)]);
    let again = again(&c, rows[0].id).unwrap();
    assert_eq!(again.retry, Some((rows[0].id, 2)));
    assert_eq!(again.values, person(1).values);
    plan(&c, id, &template(), &[again]).unwrap();
    let totals = totals(&c, id).unwrap();
    assert_eq!((totals.people, totals.planned, totals.refused), (2, 1, 1));
    let refused = CampaignRowsRequest {
        states: vec![SendState::Refused],
        ..everybody(id)
    };
    let one = super::all(&c, &refused, soon).unwrap();
    assert_eq!(one.len(), 1, "of a slice the last try only");
    let all = super::all(&c, &everybody(id), soon).unwrap();
    assert_eq!(all.len(), 3, "the first try stays in the report");
    assert_eq!((all[2].attempt, all[2].retry_of), (2, Some(rows[0].id)));
    assert_eq!(found(&c, &everybody(id)), [2, 3]);
}

#[test]
fn windows_by_state_reason_and_text() {
    let out = Frozen {
        skip: Some(SkipReason::NoNumber),
        name: "100%_sure".into(),
        ..person(3)
    };
    let (c, id) = run(&[person(1), person(2), out, person(4)]);
    let rows = next(&c, id, 10).unwrap();
    for (row, outcome) in rows
        .iter()
        .zip([accepted(), refused("wa_131026", RefusalClass::Person)])
    {
        call(&c, row.id).unwrap();
        settle(&c, row.id, &outcome).unwrap();
    }
    let all = everybody(id);
    let with = |states: &[SendState], reasons: &[&str], text: &str| CampaignRowsRequest {
        states: states.to_vec(),
        reasons: reasons.iter().map(|r| (*r).to_owned()).collect(),
        text: text.into(),
        ..all.clone()
    };
    assert_eq!(found(&c, &with(&[SendState::Accepted], &[], "")), [1]);
    assert_eq!(
        found(
            &c,
            &with(&[SendState::Accepted, SendState::Planned], &[], "")
        ),
        [1, 4]
    );
    assert_eq!(
        found(&c, &with(&[], &["wa_131026", "no_number"], "")),
        [2, 3]
    );
    assert_eq!(found(&c, &with(&[], &[], "person 2")), [2]);
    assert_eq!(found(&c, &with(&[], &[], "+1 555 000 0004")), [4]);
    assert_eq!(found(&c, &with(&[], &[], "%")), [3], "no pattern");
    let part = CampaignRowsRequest {
        offset: 1,
        limit: 2,
        ..all
    };
    let (total, rows) = window(&c, &part, Timestamp::now()).unwrap();
    assert_eq!(total, 4);
    assert_eq!(
        rows.iter().map(|row| row.position).collect::<Vec<_>>(),
        [2, 3]
    );
    let settled = last_settled(&c, id, 50).unwrap();
    assert_eq!(settled.len(), 2);
}

#[test]
fn the_first_rule_that_fires_is_kept_until_a_person_goes_on() {
    let (c, id) = run(&[person(1)]);
    let stopped = |failures| Stopped {
        reason: StopReason::FailuresInARow { failures },
        at: time::now(),
    };
    assert!(campaigns::stop(&c, id, &stopped(10)).unwrap());
    assert!(!campaigns::stop(&c, id, &stopped(11)).unwrap());
    let run = campaigns::get(&c, id).unwrap().unwrap();
    assert_eq!(run.state, CampaignState::Stopped);
    assert_eq!(run.stopped.unwrap().reason, stopped(10).reason);
    campaigns::step(&c, id, Move::Resume).unwrap().unwrap();
    assert_eq!(campaigns::get(&c, id).unwrap().unwrap().stopped, None);
    campaigns::step(&c, id, Move::Finish).unwrap().unwrap();
    assert!(campaigns::get(&c, id).unwrap().unwrap().ended_at.is_some());
}

#[test]
fn ten_thousand_are_planned_within_a_second() {
    let people: Vec<Frozen> = (0..10_000).map(person).collect();
    let start = std::time::Instant::now();
    let (mut c, id) = run(&[]);
    let t = c.transaction().unwrap();
    plan(&t, id, &template(), &people).unwrap();
    t.commit().unwrap();
    let taken = start.elapsed();
    assert_eq!(totals(&c, id).unwrap().planned, 10_000);
    // An unoptimised build on a busy machine.
    assert!(taken < std::time::Duration::from_secs(5), "{taken:?}");
}

#[test]
fn whoever_must_not_be_sent_to_since_the_start_is_skipped() {
    let (c, id) = run(&[person(1), person(2), person(3)]);
    c.execute_batch(
        "INSERT INTO contact (id, firstname, lastname, type, phone, groups, is_opted_out, digits, tail, name_key)
            VALUES (1, 'A', '', 'lead', '', '[]', 1, '', '', 'a'), (3, 'C', '', 'lead', '', '[12]', 0, '', '', 'c');
         INSERT INTO do_not_message VALUES ('15550000002', '+15550000002', '2026-03-02T10:00:00Z');
         INSERT INTO meta VALUES ('do_not_message_group', '12');",
    )
    .unwrap();
    let rows = next(&c, id, 10).unwrap();
    assert_eq!(rows.len(), 3);
    for row in rows {
        assert!(!call(&c, row.id).unwrap());
    }
    let skips: Vec<_> = window(&c, &everybody(id), Timestamp::now())
        .unwrap()
        .1
        .into_iter()
        .map(|row| (row.send.state, row.skip.unwrap()))
        .collect();
    let skipped = |reason| (SendState::Skipped, reason);
    assert_eq!(
        skips,
        [
            skipped(SkipReason::OptedOut),
            skipped(SkipReason::DoNotMessage),
            skipped(SkipReason::DoNotMessage)
        ]
    );
}
