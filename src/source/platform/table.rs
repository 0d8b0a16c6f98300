//! The platforms, one row each: by which signs a file of theirs is known, and the paths to what it
//! says.

use super::{Platform, WaitPaths, join};
use crate::source::Format;
use crate::source::delay::{CountedFrom, DAY, MILLI, MINUTE, SECOND};

/// What a row does not say.
const NOTHING: Platform = Platform {
    format: Format::Steps,
    at: &[""],
    signs: [&[], &[]],
    join: None,
    name: &["name", "title"],
    lists: &[""],
    steps: "steps[]",
    order: &[],
    wait: WaitPaths { value: &["delay"], unit_name: &[], unit: DAY, from: CountedFrom::Previous },
    kind: &[],
    when: &[],
    reply: &[],
    fresh: &[],
    arms: &[""],
    label: &[],
    off: &[],
    subject: &["subject"],
    body: &["body"],
    other: &[],
    reference: &[],
    alone: &[],
    header_opt_out: &[],
    platform_signature: &[],
};

/// All of them. A file is of the first whose signs it has, so that rows with sharper signs come
/// first.
#[rustfmt::skip]
pub const PLATFORMS: &[Platform] = &[
    Platform {
        format: Format::Instantly,
        at: &["", "data", "items[]", "[]"],
        signs: [
            &["sequences[].steps[].variants[]"],
            &[
                "campaign_schedule", "sequences[].steps[].delay", "sequences[].steps[].delay_unit", "sequences[].steps[].variants[].v_disabled",
            ],
        ],
        // Further lists are not sent.
        lists: &["sequences[0]"],
        wait: WaitPaths { value: &["delay"], unit_name: &["delay_unit"], unit: DAY, from: CountedFrom::ToNext },
        kind: &["type"],
        arms: &["variants[]", ""],
        off: &["v_disabled=true"],
        header_opt_out: &["insert_unsubscribe_header=true"],
        ..NOTHING
    },
    Platform {
        format: Format::Smartlead,
        at: &["", "sequences", "data"],
        signs: [&["[].seq_number"], &["[].email_body", "[].seq_variants", "[].sequence_variants"]],
        steps: "[]",
        order: &["seq_number"],
        wait: WaitPaths { value: &["seq_delay_details.delay_in_days", "seq_delay_details.delayInDays"], ..NOTHING.wait },
        arms: &["seq_variants[]", "sequence_variants[]", ""],
        label: &["variant_label"],
        off: &["is_deleted=true"],
        body: &["email_body"],
        ..NOTHING
    },
    Platform {
        format: Format::Apollo,
        at: &["", "data"],
        signs: [&["emailer_campaign"], &["emailer_steps[]", "emailer_touches[]", "emailer_templates[]"]],
        join: Some(join::apollo),
        order: &["position"],
        wait: WaitPaths { value: &["wait_time"], unit_name: &["wait_mode"], ..NOTHING.wait },
        kind: &["type"],
        reply: &["arms[].type=reply_to_thread"],
        fresh: &["arms[].type=new_thread"],
        arms: &["arms[]"],
        subject: &["template.subject"],
        body: &["template.body_html", "template.body_text"],
        reference: &["arms[].reference"],
        alone: &["alone[]"],
        platform_signature: &["steps[].arms[].include_signature=true"],
        ..NOTHING
    },
    Platform {
        format: Format::Outreach,
        at: &["", "body"],
        signs: [
            &["data[].attributes", "included[].attributes"],
            &["data[].type=template", "data[].type=sequence*", "data[].type=snippet", "included[].type=template", "included[].type=sequence*"],
        ],
        join: Some(join::outreach),
        lists: &["sequences[]"],
        order: &["order"],
        wait: WaitPaths { value: &["interval"], unit: SECOND, ..NOTHING.wait },
        kind: &["stepType"],
        reply: &["arms[].isReply=true"],
        fresh: &["arms[].isReply=false"],
        arms: &["arms[]"],
        subject: &["template.subject"],
        body: &["template.bodyHtml", "template.bodyText"],
        reference: &["arms[].reference"],
        alone: &["alone[]"],
        ..NOTHING
    },
    Platform {
        format: Format::Salesloft,
        at: &["", "data", "data[]"],
        signs: [&["cadence_content"], &["cadence_content.step_groups[]"]],
        name: &["settings.name", "name", "cadence_content.settings.name"],
        steps: "cadence_content.step_groups[]",
        order: &["day"],
        wait: WaitPaths { value: &["day"], from: CountedFrom::Start, ..NOTHING.wait },
        // An integration says which one it is beside its words.
        kind: &["steps[].type", "steps[].type_settings.type"],
        reply: &["steps[].type_settings.previous_email_step_group_reference_id"],
        arms: &["steps[]"],
        off: &["enabled=false"],
        subject: &["type_settings.email_template.subject"],
        body: &["type_settings.email_template.body", "type_settings.instructions"],
        ..NOTHING
    },
    Platform {
        format: Format::Salesloft,
        at: &["", "data", "data[]"],
        signs: [&["cadence_content"], &["cadence_content.steps[].step_settings"]],
        name: &["settings.name", "name", "cadence_content.settings.name"],
        steps: "cadence_content.steps[]",
        order: &["day"],
        wait: WaitPaths { value: &["day"], from: CountedFrom::Start, ..NOTHING.wait },
        kind: &["type", "step_settings.type"],
        reply: &["step_settings.action_settings.previous_email_step"],
        off: &["enabled=false"],
        subject: &["step_settings.email_template.subject"],
        body: &["step_settings.email_template.body", "step_settings.instructions"],
        ..NOTHING
    },
    Platform {
        format: Format::Salesloft,
        at: &["", "data"],
        signs: [&["[].body_preview"], &["[].click_tracking_enabled"]],
        steps: "steps[]",
        alone: &["[]"],
        ..NOTHING
    },
    Platform {
        format: Format::Lemlist,
        at: &["", "data"],
        signs: [
            &["{seq_*}.steps[]", "steps[]._id=stp_*"],
            &["{seq_*}.steps[].type", "{seq_*}.steps[].message", "steps[].message", "_id=seq_*"],
        ],
        lists: &["{seq_*}", ""],
        order: &["index"],
        kind: &["type"],
        body: &["message", "body"],
        other: &["altMessage"],
        reference: &["emailTemplateId"],
        ..NOTHING
    },
    Platform {
        format: Format::Woodpecker,
        at: &["", "data", "[]"],
        signs: [&["steps.type=START"], &["steps.followup"]],
        steps: "steps.followup*",
        wait: WaitPaths { value: &["followup_after.value"], unit_name: &["followup_after.range"], unit: DAY, from: CountedFrom::ToNext },
        kind: &["type", "body.type", "task_type", "action"],
        arms: &["body.versions[]", "body", ""],
        body: &["message"],
        header_opt_out: &["settings.list_unsubscribe=true"],
        platform_signature: &["steps.followup.body.versions[].signature=SENDER"],
        ..NOTHING
    },
    Platform {
        format: Format::Reply,
        at: &["", "data", "sequence"],
        signs: [
            &["steps[].delayInMinutes"],
            &["steps[].variants[]", "steps[].templates[]", "steps[].emailTemplate", "steps[].template.emailTemplate", "steps[].message"],
        ],
        wait: WaitPaths { value: &["delayInMinutes"], unit: MINUTE, ..NOTHING.wait },
        kind: &["type", "actionType", "action"],
        arms: &["variants[]", "templates[]", "emailTemplate.templates[]", "template.emailTemplate.templates[]", ""],
        off: &["isEnabled=false"],
        body: &["message", "body"],
        ..NOTHING
    },
    Platform {
        format: Format::Mailshake,
        at: &["", "data", "campaign"],
        signs: [
            &["messages[].type=initial", "messages[].type=follow-up", "messages[].type=drip", "messages[].type=on-click"],
            &["messages[].body"],
        ],
        name: &["title", "name"],
        steps: "messages[]",
        wait: WaitPaths { value: &["delayDays"], ..NOTHING.wait },
        when: &["type=on-click"],
        off: &["isPaused=true"],
        ..NOTHING
    },
    Platform {
        format: Format::Hubspot,
        at: &["", "results[]"],
        signs: [&["steps[].actionType"], &["steps[].delayMillis"]],
        order: &["stepOrder"],
        wait: WaitPaths { value: &["delayMillis"], unit: MILLI, ..NOTHING.wait },
        kind: &["actionType"],
        reply: &["emailPattern.threadEmailToStepOrder"],
        arms: &[],
        reference: &["emailPattern.templateId"],
        ..NOTHING
    },
];
