//! The OpenAPI description, as a judge of answers.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../contract/openapi.yaml");
    serde_yaml_ng::from_str(text).expect("openapi.yaml is YAML")
});

static VALIDATORS: LazyLock<Mutex<HashMap<String, &'static Validator>>> =
    LazyLock::new(Mutex::default);

/// Panics unless the contract knows this answer to this call, with this status and a body of this shape.
pub fn check(method: &str, path: &str, status: u16, body: &Value) {
    let Some((template, operation)) = operation(method, path) else {
        panic!("{method} {path} is no operation of the contract");
    };
    let response = resolve(&operation["responses"][status.to_string()]);
    assert!(
        !response.is_null(),
        "{method} {template} does not answer {status} in the contract: {body}"
    );
    let schema = &response["content"]["application/json"]["schema"];
    assert!(
        !schema.is_null(),
        "no schema for {method} {template} {status}"
    );
    let validator = validator(schema);
    let errors: Vec<String> = validator
        .iter_errors(body)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert!(
        errors.is_empty(),
        "{method} {template} {status}: {errors:#?}\n{body:#}"
    );
}

/// Every operation this server answers to is described, with the scope it asks for.
pub fn scope(method: &str, path: &str) -> Option<&'static str> {
    operation(method, path)?.1["x-required-scope"].as_str()
}

/// Every operation of the contract: `operationId`, method, path and scope.
pub fn operations() -> Vec<(String, String, String, Option<String>)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut found = Vec::new();
    for (path, item) in DOCUMENT["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("a path item") {
            let Some(name) = text(&operation["operationId"]) else {
                continue;
            };
            let scope = text(&operation["x-required-scope"]);
            found.push((name, method.to_uppercase(), path.clone(), scope));
        }
    }
    found
}

fn operation(method: &str, path: &str) -> Option<(&'static str, &'static Value)> {
    let path = path.split('?').next()?;
    let segments: Vec<&str> = path.split('/').collect();
    let fits = |template: &str, exact: bool| {
        let template: Vec<&str> = template.split('/').collect();
        template.len() == segments.len()
            && template
                .iter()
                .zip(&segments)
                .all(|(wanted, given)| wanted == given || (!exact && wanted.starts_with('{')))
    };
    let paths = DOCUMENT["paths"].as_object()?;
    let find = |exact| paths.iter().find(|(template, _)| fits(template, exact));
    let (template, item) = find(true).or_else(|| find(false))?;
    let operation = item.get(method.to_lowercase())?;
    Some((template, operation))
}

fn resolve(value: &'static Value) -> &'static Value {
    let Some(name) = value["$ref"].as_str() else {
        return value;
    };
    DOCUMENT
        .pointer(name.trim_start_matches('#'))
        .expect("a reference inside the document")
}

fn validator(schema: &Value) -> &'static Validator {
    let key = schema.to_string();
    let mut known = VALIDATORS.lock().unwrap();
    known.entry(key).or_insert_with(|| {
        let mut whole = schema.clone();
        whole["components"] = json!({ "schemas": DOCUMENT["components"]["schemas"] });
        let options = jsonschema::options().should_validate_formats(true);
        Box::leak(Box::new(options.build(&whole).expect("a schema")))
    })
}

#[test]
fn the_judge_refuses_what_the_contract_does_not_say() {
    let good = json!({ "success": true, "data": [], "meta": {
        "request_id": "x", "timestamp": "2026-03-02T10:15:30+00:00" } });
    check("GET", "/groups", 200, &good);
    let refused = |status, body: Value| {
        std::panic::catch_unwind(|| check("GET", "/groups", status, &body)).is_err()
    };
    assert!(refused(
        200,
        json!({ "success": true, "data": {}, "meta": good["meta"] })
    ));
    assert!(refused(
        200,
        json!({ "success": true, "data": [{ "id": "12", "name": "x" }], "meta": good["meta"] })
    ));
    let mut late = good.clone();
    late["meta"]["timestamp"] = "yesterday".into();
    assert!(refused(200, late));
    assert!(refused(204, json!({})));
}
