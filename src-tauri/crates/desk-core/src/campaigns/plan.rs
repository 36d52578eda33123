//! A run worked out before it starts: each person with their values and what stands in the way.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Zoned;

use super::{
    CampaignDraft, CampaignPlan, Funnel, FunnelRules, PlanProblem, PlanRow, PlanShow, SkipReason,
    SlotCount, SlotFill, SlotSource,
    audience::{self, Who},
    choose, funnel,
    mirror::Mirror,
    pace,
    values::{self, Known},
};
use crate::{
    contacts::phone,
    desk::blocking,
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    open_account::OpenAccount,
    outbox::{
        commands::template,
        ledger::runs::Frozen,
        render::{self, fill},
    },
    templates::Template,
};

/// Plans kept per account.
const KEPT: usize = 4;

/// A plan.
pub(crate) struct Plan {
    pub shown: CampaignPlan,
    pub slots: BTreeMap<String, SlotFill>,
    pub rules: FunnelRules,
    pub people: Vec<Person>,
}

/// One person of a plan.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub key: String,
    pub contact: Option<i64>,
    pub phone: String,
    pub name: String,
    /// As they come out of the slots.
    pub values: BTreeMap<String, String>,
    pub fallbacks: Vec<String>,
    pub problems: Vec<FieldError>,
    pub skip: Option<SkipReason>,
    pub odd: bool,
    pub length: u32,
}

/// The plans that may still be started.
#[derive(Default)]
pub(crate) struct Plans(Mutex<VecDeque<Arc<Plan>>>);

impl Plans {
    fn keep(&self, plan: Arc<Plan>) {
        let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        plans.push_back(plan);
        if plans.len() > KEPT {
            plans.pop_front();
        }
    }

    pub(super) fn get(&self, id: &str) -> Result<Arc<Plan>, CommandError> {
        let plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        plans
            .iter()
            .find(|plan| plan.shown.id == id)
            .cloned()
            .ok_or_else(gone)
    }

    /// Takes a plan out: whoever gets it may start it, and nobody else.
    pub(super) fn take(&self, id: &str) -> Result<Arc<Plan>, CommandError> {
        let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = plans.iter().position(|plan| plan.shown.id == id);
        at.and_then(|at| plans.remove(at)).ok_or_else(gone)
    }

    /// Puts back a plan that could not be started.
    pub(super) fn put_back(&self, plan: Arc<Plan>) {
        self.keep(plan);
    }
}

fn gone() -> CommandError {
    CommandError::new(
        ErrorCode::PlanGone,
        "this plan was started, or newer ones pushed it out",
    )
}

/// Works a plan out and keeps it.
pub(super) async fn make(
    account: &Arc<OpenAccount>,
    draft: CampaignDraft,
) -> Result<CampaignPlan, CommandError> {
    let template = template(account, &draft.template).await?;
    let chosen = choose::read(account, draft.audience).await?;
    let members = audience::combine(chosen.parts);
    let ids: Vec<i64> = members
        .iter()
        .filter_map(|member| match member.who {
            Who::Contact(id) => Some(id),
            Who::Number(_) | Who::NoNumber(_) => None,
        })
        .collect();
    let days = draft.funnel.messaged_days;
    let mirror = account
        .db()?
        .read(move |c| Mirror::read(c, &ids, days))
        .await?;
    let limit = account
        .client_now()
        .and_then(|client| client.budget().snapshot().limit);
    let left_out: HashSet<String> = draft.left_out.into_iter().collect();
    let edits: HashMap<String, BTreeMap<String, String>> = draft
        .edits
        .into_iter()
        .map(|edit| (edit.key, edit.values))
        .collect();
    let mut problems = chosen.problems;
    let (counts, columns, slots, rules, pace) = (
        chosen.counts,
        chosen.columns,
        draft.slots,
        draft.funnel,
        account.shared.heeded.pace(&draft.pace),
    );
    let plan = blocking(move || {
        let people = mirror.people(members, &template, &slots, &rules, &left_out, &edits);
        let known = |person: &Person| (person.skip, person.contact.is_some());
        let funnel = Funnel {
            parts: counts,
            ..funnel::count(people.iter().map(known))
        };
        problems.extend(wrong(&template, &slots, &columns, &people, funnel.going));
        if pace
            .hours
            .as_ref()
            .is_some_and(|hours| pace::read(hours).is_none())
        {
            problems.push(PlanProblem::BadHours);
        }
        let shown = CampaignPlan {
            id: uuid::Uuid::new_v4().to_string(),
            slots: slot_counts(&template, &people),
            estimate: pace::estimate(&pace, limit, funnel.going, &Zoned::now()),
            template,
            funnel,
            columns,
            problems,
        };
        Ok(Plan {
            shown,
            slots,
            rules,
            people,
        })
    })
    .await?;
    let shown = plan.shown.clone();
    account.runs.plans.keep(Arc::new(plan));
    Ok(shown)
}

impl Person {
    /// Fills the slots, and finds what stands in the way.
    pub(super) fn fill(
        &mut self,
        template: &Template,
        slots: &BTreeMap<String, SlotFill>,
        known: Known<'_>,
        edits: &HashMap<String, BTreeMap<String, String>>,
    ) {
        let edited = edits.get(&self.key);
        for slot in &template.slots {
            let field = &slot.field;
            if let Some(value) = edited.and_then(|values| values.get(field)) {
                self.values.insert(field.clone(), value.clone());
            } else if let Some(fill) = slots.get(field) {
                let (value, fell_back) = values::value(fill, known);
                if fell_back {
                    self.fallbacks.push(field.clone());
                }
                self.odd |= values::looks_odd(fill, &value);
                self.values.insert(field.clone(), value);
            }
        }
        let filled = fill(template, &self.values);
        self.problems = filled.problems;
        let length = render::plain(&filled.rendered.body).chars().count();
        self.length = u32::try_from(length).unwrap_or(u32::MAX);
    }

    /// As the ledger keeps them.
    pub(super) fn frozen(&self, template: &Template) -> Frozen {
        Frozen {
            contact: self.contact.unwrap_or_default(),
            phone: self.phone.clone(),
            name: self.name.clone(),
            values: fill(template, &self.values).values,
            skip: self.skip,
            retry: None,
        }
    }

    pub(super) fn row(&self, template: &Template) -> PlanRow {
        PlanRow {
            key: self.key.clone(),
            contact: self.contact,
            phone: self.phone.clone(),
            phone_display: phone::display(&self.phone),
            name: self.name.clone(),
            values: self.values.clone(),
            rendered: fill(template, &self.values).rendered,
            length: self.length,
            fallbacks: self.fallbacks.clone(),
            problems: self.problems.clone(),
            skip: self.skip,
            odd: self.odd,
        }
    }

    /// Unfit, and not left out for another reason.
    fn unfit(&self) -> bool {
        !self.problems.is_empty()
            && matches!(
                self.skip,
                None | Some(
                    SkipReason::EmptyValue
                        | SkipReason::TooLong
                        | SkipReason::BadSpaces
                        | SkipReason::UnfitValue
                )
            )
    }
}

fn slot_counts(template: &Template, people: &[Person]) -> Vec<SlotCount> {
    let going = || {
        people
            .iter()
            .filter(|person| person.skip.is_none() || person.unfit())
    };
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    template
        .slots
        .iter()
        .map(|slot| SlotCount {
            field: slot.field.clone(),
            fallback: number(
                going()
                    .filter(|person| person.fallbacks.contains(&slot.field))
                    .count(),
            ),
            empty: number(
                going()
                    .filter(|person| {
                        person.problems.iter().any(|problem| {
                            problem.field == slot.field && problem.code == FieldErrorCode::Required
                        })
                    })
                    .count(),
            ),
        })
        .collect()
}

/// What must be mended before a start.
fn wrong(
    template: &Template,
    slots: &BTreeMap<String, SlotFill>,
    columns: &[String],
    people: &[Person],
    going: u32,
) -> Vec<PlanProblem> {
    let mut problems = Vec::new();
    if let Some(problem) = template.problem {
        problems.push(PlanProblem::TemplateNotSendable { problem });
    }
    for slot in &template.slots {
        let field = slot.field.clone();
        match slots.get(&slot.field) {
            None => problems.push(PlanProblem::SlotNotFilled { field }),
            Some(SlotFill {
                source: SlotSource::Column { name },
                ..
            }) if !columns
                .iter()
                .any(|column| values::heading(column) == values::heading(name)) =>
            {
                let column = name.clone();
                problems.push(PlanProblem::NoSuchColumn { field, column });
            }
            Some(_) => {}
        }
    }
    let unfit = people
        .iter()
        .filter(|person| person.skip.is_none() && !person.problems.is_empty())
        .count();
    if unfit > 0 {
        problems.push(PlanProblem::UnfitValues {
            count: u32::try_from(unfit).unwrap_or(u32::MAX),
        });
    }
    if going == 0 {
        problems.push(PlanProblem::NobodyLeft);
    }
    problems
}

/// The people to show, in order.
pub(super) fn show<'a>(plan: &'a Plan, show: &PlanShow, text: &str) -> Vec<&'a Person> {
    let going = |person: &&Person| person.skip.is_none();
    let all = plan.people.iter();
    let mut people: Vec<&Person> = match show {
        PlanShow::Going | PlanShow::Longest => all.filter(going).collect(),
        PlanShow::Odd => all.filter(going).filter(|person| person.odd).collect(),
        PlanShow::Fallback { field } => all
            .filter(going)
            .filter(|person| person.fallbacks.contains(field))
            .collect(),
        PlanShow::Unfit => all.filter(|person| person.unfit()).collect(),
        PlanShow::Skipped { reason } => all.filter(|person| person.skip == Some(*reason)).collect(),
    };
    if matches!(show, PlanShow::Longest) {
        people.sort_by_key(|person| std::cmp::Reverse(person.length));
    }
    let text = text.trim().to_lowercase();
    if !text.is_empty() {
        let digits = phone::digits(&text);
        people.retain(|person| {
            let body = || render::plain(&fill(&plan.shown.template, &person.values).rendered.body);
            person.name.to_lowercase().contains(&text)
                || (!digits.is_empty() && phone::digits(&person.phone).contains(&digits))
                || body().to_lowercase().contains(&text)
        });
    }
    people
}
