//! Paging, filters, sorting, search, includes (contract section 6).

use serde_json::{Value, json};
use wacr_sandbox::Options;

use crate::harness::{Shop, quiet, read};

#[tokio::test]
async fn pages_default_to_fifteen_and_are_cut_to_a_hundred() {
    let shop = Shop::with(Options {
        contacts: 230,
        ..quiet()
    })
    .await;
    let page = |answer: &crate::harness::Answer| answer.body["meta"]["pagination"].clone();
    let first = shop.get("/contacts").await;
    let wanted = json!({ "total": 230, "count": 15, "per_page": 15, "current_page": 1, "total_pages": 16, "has_more": true });
    assert_eq!(page(&first), wanted);
    let last = shop.get("/contacts?per_page=500&page=3").await;
    let wanted = json!({ "total": 230, "count": 30, "per_page": 100, "current_page": 3, "total_pages": 3, "has_more": false });
    assert_eq!(page(&last), wanted);
    let beyond = shop.get("/contacts?per_page=100&page=4").await;
    assert_eq!(beyond.data(), &json!([]));
    assert_eq!(
        page(&beyond)["count"],
        1,
        "an empty contacts page counts one"
    );
    assert_eq!(page(&beyond)["has_more"], false);
    assert_eq!(page(&shop.get("/groups?page=9").await)["count"], 0);
    for bad in ["page=0", "page=-1", "per_page=0", "per_page=many"] {
        let answer = read(
            shop.raw("GET", &format!("/groups?{bad}"))
                .send()
                .await
                .unwrap(),
        )
        .await;
        assert!(
            answer.status == 500 && answer.body.get("success").is_none(),
            "{bad}"
        );
    }
}

#[tokio::test]
async fn reading_every_page_gives_every_contact_once() {
    let shop = Shop::with(Options {
        contacts: 230,
        ..quiet()
    })
    .await;
    let mut seen = Vec::new();
    for page in 1.. {
        let answer = shop
            .get(&format!(
                "/contacts?sort=-updated_at&per_page=100&page={page}"
            ))
            .await;
        seen.extend(answer.column("id"));
        if answer.body["meta"]["pagination"]["has_more"] == false {
            break;
        }
    }
    assert_eq!(seen.len(), 230);
    seen.sort_by_key(Value::as_u64);
    seen.dedup();
    assert_eq!(seen.len(), 230);
}

#[tokio::test]
async fn links_carry_the_page_number_alone() {
    let shop = Shop::open().await;
    let answer = shop.get("/groups?per_page=5&page=2&sort=name").await;
    let link = |page: u32| json!(shop.url(&format!("/groups?page={page}")));
    let wanted = json!({ "self": link(2), "first": link(1), "last": link(3), "prev": link(1), "next": link(3) });
    assert_eq!(answer.body["links"], wanted);
    assert_eq!(shop.get("/groups").await.body["links"]["next"], Value::Null);
    let malformed = shop.get("/contacts?per_page=5").await.body["links"]["self"].clone();
    assert_ne!(
        malformed,
        json!(shop.url("/contacts?page=1")),
        "of contacts it is malformed"
    );
}

#[tokio::test]
async fn contacts_are_filtered_by_every_operator() {
    let shop = Shop::with(Options {
        contacts: 400,
        ..quiet()
    })
    .await;
    let total = async |query: &str| shop.get(&format!("/contacts?{query}")).await.total();
    let leads = total("filter[type]=lead").await;
    assert!(leads > 0 && leads < 400);
    assert_eq!(
        total("filter%5Btype%5D=LEAD").await,
        leads,
        "encoded brackets, any case"
    );
    assert_eq!(total("filter[type][ne]=lead").await, 400 - leads);
    assert_eq!(total("filter[type][%21%3D]=lead").await, 400 - leads);
    assert_eq!(total("filter[type][like]=ea").await, leads);
    assert_eq!(
        total("filter[type][in]=lead,guest").await,
        total("filter[type][not_in]=customer").await
    );
    assert_eq!(
        total("filter[type][in][]=lead&filter[type][in][]=guest").await,
        total("filter[type][in]=lead,guest").await
    );
    let (low, high) = (
        total("filter[status_id][lt]=7").await,
        total("filter[status_id][gte]=7").await,
    );
    assert!(low > 0 && low + high == 400);
    assert_eq!(
        total("filter[status_id][between]=6,8").await,
        total("filter[status_id][gte]=6&filter[status_id][lte]=8").await,
        "two operators on one field"
    );
    let nobody = total("filter[assigned_id][null]=true").await;
    assert!(nobody > 0);
    assert_eq!(total("filter[assigned_id][null]=0").await, 400 - nobody);
    assert_eq!(
        total("filter[assigned_id][null]=false").await,
        nobody,
        "any text but 0 is true"
    );
    let both = total("filter[type]=lead&filter[status_id]=7").await;
    assert!(both < leads && both > 0);
}

#[tokio::test]
async fn unknown_filters_sorts_and_includes_are_ignored() {
    let shop = Shop::open().await;
    for query in [
        "filter[phone]=x",
        "filter[updated_at][gte]=2999-01-01",
        "sort=email",
        "include=owner",
        "x=y",
    ] {
        assert_eq!(
            shop.get(&format!("/contacts?{query}")).await.total(),
            60,
            "{query}"
        );
    }
    assert_eq!(shop.get("/contacts?filter[group_id]=9999").await.total(), 0);
    assert_eq!(
        shop.get("/contacts?filter[group_id][in]=9999")
            .await
            .total(),
        60,
        "equals only"
    );
}

#[tokio::test]
async fn dates_compare_as_utc_and_a_day_means_its_midnight() {
    // The server's clock stands at noon, so that the last day of a range is told from its midnight.
    let options = Options {
        clock_skew_seconds: 43_200 - jiff::Timestamp::now().as_second() % 86_400,
        ..quiet()
    };
    let shop = Shop::with(options).await;
    let one = shop.post("/groups", json!({ "name": "Pier walk" })).await;
    let made = one.data()["created_at"].as_str().unwrap().to_owned();
    let total = async |query: String| shop.get(&format!("/groups?{query}")).await.total();
    let plain = made[..19].replace('T', "%20");
    assert_eq!(
        total(format!("filter[created_at]={plain}")).await,
        1,
        "one exact second"
    );
    assert_eq!(total(format!("filter[created_at][gte]={plain}")).await, 1);
    assert_eq!(total(format!("filter[created_at][lt]={plain}")).await, 12);
    let day = &made[..10];
    assert_eq!(
        total(format!("filter[created_at][between]=2020-01-01,{day}")).await,
        12,
        "leaves out the last day"
    );
}

#[tokio::test]
async fn contacts_sort_by_the_fields_allowed_in_either_direction() {
    let shop = Shop::open().await;
    let newest = shop
        .get("/contacts?sort=-updated_at&per_page=100")
        .await
        .column("updated_at");
    assert!(
        newest
            .windows(2)
            .all(|pair| pair[0].as_str() > pair[1].as_str()),
        "no two share a second"
    );
    let ids = shop
        .get("/contacts?sort=-id&per_page=100")
        .await
        .column("id");
    assert!(
        ids.windows(2)
            .all(|pair| pair[0].as_u64() > pair[1].as_u64())
    );
    let rows = shop
        .get("/contacts?sort=firstname,-created_at&per_page=100")
        .await;
    let rows = rows.data().as_array().unwrap().clone();
    let key = |row: &Value| row["firstname"].as_str().unwrap().to_lowercase();
    for pair in rows.windows(2) {
        assert!(key(&pair[0]) <= key(&pair[1]));
        if key(&pair[0]) == key(&pair[1]) {
            assert!(pair[0]["created_at"].as_str() >= pair[1]["created_at"].as_str());
        }
    }
}

#[tokio::test]
async fn a_change_shows_on_the_next_page_asked_for() {
    let shop = Shop::open().await;
    let newest = async || {
        shop.get("/contacts?sort=-updated_at&per_page=1")
            .await
            .column("id")[0]
            .clone()
    };
    assert_ne!(newest().await, 501);
    shop.patch("/contacts/501", json!({ "city": "Whitby Sands" }))
        .await;
    assert_eq!(newest().await, 501);
    shop.delete("/contacts/501").await;
    assert_ne!(newest().await, 501);
}

#[tokio::test]
async fn search_looks_into_name_email_phone_and_company() {
    let shop = Shop::open().await;
    let found = async |query: &str| {
        shop.get(&format!("/contacts?{query}&sort=id"))
            .await
            .column("lastname")
    };
    assert_eq!(
        found("search=FREIFRAU").await,
        ["Freifrau von Schwarzenbrunner-Hohenlohe"]
    );
    assert_eq!(
        found("q=donaubuch.example").await,
        ["Freifrau von Schwarzenbrunner-Hohenlohe"]
    );
    assert_eq!(found("search=491713920014").await.len(), 1);
    assert_eq!(found("search=%2B491713920014").await.len(), 1);
    assert_eq!(
        found("search=+491713920014").await.len(),
        1,
        "a raw plus is a space, and is trimmed"
    );
    assert_eq!(found("search=海港书店").await, ["欧阳"]);
    assert_eq!(
        found("search=Vilshofen%20an%20der%20Donau").await.len(),
        0,
        "not the city"
    );
    assert_eq!(
        found("search=f_eifrau%25hohen").await.len(),
        1,
        "_ and % are wildcards"
    );
    let groups = shop.get("/groups?search=spring").await;
    assert_eq!(groups.column("name"), ["Spring launch"]);
}

#[tokio::test]
async fn templates_are_filtered_sorted_and_read_by_whatsapp_id() {
    let shop = Shop::open().await;
    let approved = shop.get("/templates?filter[status]=APPROVED&filter[language]=de&sort=-template_name&per_page=100").await;
    let names = approved.column("template_name");
    assert!(
        names
            .windows(2)
            .all(|pair| pair[0].as_str() > pair[1].as_str())
    );
    assert!(
        approved
            .column("language")
            .iter()
            .all(|language| language == "de")
    );
    let row = &approved.data()[0];
    let id = row["template_id"].as_str().unwrap();
    assert_eq!(
        &shop.get(&format!("/templates/{id}")).await.data()["data"],
        row
    );
    let internal = shop.get(&format!("/templates/{}", row["id"])).await;
    assert_eq!((internal.status, internal.code()), (404, "NOT_FOUND"));
    assert_eq!(shop.get("/templates?search=spring_cat").await.total(), 4);
    let synced = shop.call("POST", "/templates/sync", None).await;
    assert_eq!(
        synced.data(),
        &json!({ "synced_count": 0, "templates": [] })
    );
}

#[tokio::test]
async fn fields_fault_off_contacts() {
    let shop = Shop::open().await;
    assert_eq!(shop.get("/contacts?fields=id").await.total(), 60);
    for path in ["groups", "sources", "statuses", "templates", "messages"] {
        let answer = shop.get(&format!("/{path}?fields=id")).await;
        assert_eq!(
            (answer.status, answer.code()),
            (500, "INTERNAL_ERROR"),
            "{path}"
        );
    }
}
