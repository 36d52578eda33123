//! Templates in the mirror, as they were parsed.

use rusqlite::{Connection, OptionalExtension, params};

use super::Template;

/// By name, then language.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Template>> {
    let texts: Vec<String> = connection
        .prepare_cached("SELECT parsed FROM template ORDER BY lower(name), name, language")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    // A row of an older format that cannot be read is written again by the next look at the server.
    Ok(texts
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect())
}

/// One template by WhatsApp's id.
pub(crate) fn get(
    connection: &Connection,
    template_id: &str,
) -> rusqlite::Result<Option<Template>> {
    let text: Option<String> = connection
        .prepare_cached("SELECT parsed FROM template WHERE template_id = ?1")?
        .query_row([template_id], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Makes the mirror hold exactly these. True when that changed it.
pub(crate) fn replace(connection: &Connection, templates: &[Template]) -> rusqlite::Result<bool> {
    let mut wanted: Vec<&Template> = templates.iter().collect();
    wanted.sort_by(|a, b| a.template_id.cmp(&b.template_id));
    wanted.dedup_by(|a, b| a.template_id == b.template_id);
    let held = all(connection)?;
    let mut held: Vec<&Template> = held.iter().collect();
    held.sort_by(|a, b| a.template_id.cmp(&b.template_id));
    if wanted == held {
        return Ok(false);
    }
    connection.execute("DELETE FROM template", [])?;
    for template in wanted {
        let parsed = serde_json::to_string(template)
            .map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
        connection
            .prepare_cached("INSERT INTO template VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                template.template_id,
                template.name,
                template.language,
                parsed
            ])?;
    }
    Ok(true)
}
