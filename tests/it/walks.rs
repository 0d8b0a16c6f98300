//! Which files a walk finds: mails in many languages, names that say what a file is, templates of
//! many makers; and what it passes by.

use std::path::Path;

use germane::source::Format;
use germane::source::walk::{leave_out, not_a_draft};
use germane::vocabulary::Channel;

use crate::documents::{BODY, read};

#[test]
fn a_walk_finds_mails_in_many_languages_and_leaves_other_texts() {
    for text in [
        "Hola Ana,\n\n¿quién planifica la noche?\n",
        "Bonjour {{first_name}},\n\nqui planifie la nuit ?\n",
        "Sehr geehrte Frau Ruiz,\n\nwer plant die Nacht?\n",
        "Oi {{nome}}, tudo bem?\n",
        "Buongiorno Ana,\n\nchi pianifica la notte?\n",
        "Beste Ana,\n\nwie plant de nacht?\n",
        "Hej Ana!\n\nVem planerar natten?\n",
        "Dzień dobry Pani Anno,\n\nkto planuje noc?\n",
        "{Hi|Hey} {{first_name}},\n\nWho plans it?\n",
        "Ana,\n\nwho plans it?\n",
        "{{first_name}},\n\nwho plans it?\n",
        "{% if n %}Hi {{n}}{% else %}Hi there{% endif %},\n\nWho plans it?\n",
        "Hey Sofia, loved your post on gates\n",
        "Assunto: Cais\n\nQuem planeja?\n",
    ] {
        assert!(not_a_draft(Path::new("a.md"), text.as_bytes()).is_none(), "{text}");
        let page =
            format!("<html><body><p>{}</p></body></html>", text.trim().replace("\n\n", "</p><p>"));
        assert!(
            text.starts_with("Assunto")
                || not_a_draft(Path::new("a.html"), page.as_bytes()).is_none(),
            "{page}"
        );
    }
    for text in [
        "# Gates\n\nWords on gates.\n",
        "Beste Wege durch den Hafen für alle, die neu sind.\n",
        "Ana, Bo and Cy\n",
        "Note, in short,\nthat gates are open.\n",
        "Temat\n",
    ] {
        assert!(not_a_draft(Path::new("a.md"), text.as_bytes()).is_some(), "{text}");
    }
}

#[test]
fn names_say_what_a_file_is_whatever_it_holds() {
    let text = "Nine lorries stood at the gate in May.\n";
    for (name, channel) in
        [("a.dm.md", Channel::Dm), ("a.post.md", Channel::Post), ("a.email.txt", Channel::Email)]
    {
        assert!(not_a_draft(Path::new(name), text.as_bytes()).is_none(), "{name}");
        assert_eq!(read(name, text.as_bytes()).drafts[0].channel, channel, "{name}");
    }
    assert!(not_a_draft(Path::new("a.md"), text.as_bytes()).is_some());
    // What the file says counts more than its name.
    assert_eq!(
        read("a.post.md", b"---\nchannel: dm\n---\nNine lorries.\n").drafts[0].channel,
        Channel::Dm
    );
}

/// What is meant as a draft and cannot be read must not be passed by: a gate would let it through.
#[test]
fn broken_drafts_are_not_passed_by() {
    let broken = b"sequence: Piers\nsteps:\n\t- subject: Berth\n";
    let utf_16: Vec<u8> = "Hi Ana,\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("q3.sequence.yaml", &broken[..]),
        ("q3.sequence.json", b"{\"steps\": ["),
        ("q3.sequence.yaml", b"- [nothing\n"),
        ("q3.yaml", broken),
        ("q3.json", b"{\"sequence\": \"a\", \"steps\": [{\n\"subject\": \"b\","),
        ("min.json", b"{\"sequence\":\"a\",\"steps\":[{\"subject\":\"b\",\"body\":\"c\"},"),
        ("a.email.md", b"Hi \0Ana,\n"),
        ("a.email.md", &utf_16),
    ] {
        assert!(not_a_draft(Path::new(name), bytes).is_none(), "{name}");
        let contents = read(name, bytes);
        assert!(contents.problems.iter().any(germane::text::Problem::is_error), "{name}");
    }
    // Lines that are broken, or say what the file is, stand before the first message.
    for head in ["{\"subject\": \"x\n", "{\"version\": 2}\n\n"] {
        let body = BODY.replace('\n', "\\n");
        let list = format!("{head}{{\"subject\": \"Berth\", \"body\": \"{body}\"}}\n");
        assert!(not_a_draft(Path::new("a.jsonl"), list.as_bytes()).is_none());
    }
    for (name, bytes) in [
        ("chart.yaml", &b"steps:\n{{- range .Values.steps }}\n\t- name: {{ . }}\n"[..]),
        ("workflow.yaml", b"jobs:\n  steps:\n\t- run: make\n"),
        (
            "tekton.yaml",
            b"kind: Task\nspec:\n  steps:\n  - name: a\n---\nspec:\n  subject:\n    unit: [x]\n",
        ),
        ("tasks.yaml", b"{{- range .x }}\nspec:\n  steps:\n  - name: a\n    body: b\n{{- end }}\n"),
        ("many.json", b"{\"steps\": [1],\n\"body\": \"x\"}\n{\"steps\": [1]}\n"),
        ("i18n.yaml", b"en:\n  sequence: S\n  steps: T\n  subject: U\n  body: %{name}\n"),
        ("knative.sequence.yaml", b"kind: Sequence\nspec:\n  steps:\n  - ref: {name: a}\n"),
        ("dna.sequence.txt", b"ACGT\n"),
        (
            "log.jsonl",
            b"{\"x\": 1}\n{\"message\": \"Hi Ana, your lorry stands at the gate.\"}\n{\"x\": 2}\n",
        ),
        ("data.jsonl", b"{\"x\": 1}\n{\"text\": \"of gates\"}\n"),
        ("notes.md", b"Hi \0Ana,\n"),
    ] {
        assert!(not_a_draft(Path::new(name), bytes).is_some(), "{name}");
    }
}

#[test]
fn templates_are_read_as_what_they_make() {
    let page = b"<p>Hi {{name}},</p><p>Who plans it?</p>";
    for (name, bytes, format) in [
        ("mail.hbs", &page[..], Format::Html),
        ("mail.html.j2", page, Format::Html),
        ("mail.liquid", b"Hi {{name}},\n\nWho plans it?\n", Format::Message),
        (
            "mail.mjml.hbs",
            b"<mjml><mj-body><mj-text>Who plans it?</mj-text></mj-body></mjml>",
            Format::Mjml,
        ),
        ("mail.txt.erb", b"Hi <%= name %>,\n\nWho plans it?\n", Format::Message),
    ] {
        assert_eq!(read(name, bytes).format, format, "{name}");
        assert!(
            leave_out(Path::new(name)).is_none() && not_a_draft(Path::new(name), bytes).is_none(),
            "{name}"
        );
    }
    // A part of a mail, and a page of a site.
    for (name, bytes) in [
        ("head.mjml", &b"<mj-section><mj-text>x</mj-text></mj-section>"[..]),
        ("layout.html.erb", b"<html><body><h1>Yards</h1><%= yield %></body></html>"),
    ] {
        assert!(not_a_draft(Path::new(name), bytes).is_some(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn what_a_walk_passes_by_is_said() {
    use std::fs;
    let folder = std::env::temp_dir().join(format!("germane-walk-{}", std::process::id()));
    let at = |path: &str| folder.join(path);
    for inner in ["real", ".agents", ".git", ".kept"] {
        fs::create_dir_all(at(inner)).expect("a folder");
    }
    for file in ["real/a.md", ".agents/b.md", ".kept/c.md", ".draft.md"] {
        fs::write(at(file), format!("{BODY}\n")).expect("written");
    }
    fs::write(at(".gitignore"), "!.kept\n").expect("written");
    std::os::unix::fs::symlink("real/a.md", at("link.md")).expect("a link");
    std::os::unix::fs::symlink("real", at("linked")).expect("a link");
    std::os::unix::fs::symlink("nowhere.md", at("lost.md")).expect("a link");
    std::os::unix::fs::symlink("nowhere.png", at("lost.png")).expect("a link");
    let pipe = std::process::Command::new("mkfifo").arg(at("pipe.md")).status();
    assert!(pipe.expect("mkfifo runs").success());
    let walk = germane::source::walk::walk(std::slice::from_ref(&folder));
    let name =
        |path: &Path| path.strip_prefix(&folder).expect("inside").to_string_lossy().into_owned();
    let files: Vec<String> = walk.files.iter().map(|found| name(&found.path)).collect();
    let skipped: Vec<String> = walk.skipped.iter().map(|(path, _)| name(path)).collect();
    fs::remove_dir_all(&folder).expect("removed");
    assert_eq!(files, [".kept/c.md", "real/a.md"]);
    assert_eq!(skipped, [".agents", ".draft.md", "link.md", "linked", "lost.md", "pipe.md"]);
}
