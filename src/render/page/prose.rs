//! What people write in Markdown, as HTML of our own: no tag of theirs comes out, no picture is fetched, and every link says
//! where it leads.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use super::text::pieces;
use crate::domain::link::Link;

/// A text as HTML. Headings in it are below those of the page.
pub(super) fn written(text: &str) -> String {
    let mut events: Vec<Event<'_>> = Vec::new();
    // The link that is open: where it leads, and what it shows so far.
    let mut open: Option<(Option<String>, String)> = None;
    // Footnotes take time out of proportion: nothing but what CommonMark has.
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let address = Link::parse(&dest_url).map(|link| link.to_string());
                events.extend(address.clone().map(to));
                open = Some((address, String::new()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let Some((Some(address), shown)) = open.take() else { continue };
                events.push(Event::End(TagEnd::Link));
                if shown.trim() != address {
                    events.push(Event::Text(format!(" ({address})").into()));
                }
            }
            Event::Start(Tag::Heading { .. }) => events.push(Event::Start(heading())),
            Event::End(TagEnd::Heading(_)) => events.push(Event::End(TagEnd::Heading(BELOW))),
            // What they meant as a tag is shown as it stands.
            Event::Html(tag) | Event::InlineHtml(tag) => events.push(Event::Text(tag)),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Text(words) => match &mut open {
                Some((_, shown)) => {
                    shown.push_str(&words);
                    events.push(Event::Text(words));
                }
                None => events.extend(linked(&words)),
            },
            Event::SoftBreak => events.push(Event::HardBreak),
            other => events.push(other),
        }
    }
    let mut written = String::with_capacity(text.len() * 2);
    html::push_html(&mut written, events.into_iter());
    written
}

/// The level of headings in what people write.
const BELOW: HeadingLevel = HeadingLevel::H4;

fn heading() -> Tag<'static> {
    Tag::Heading { level: BELOW, id: None, classes: Vec::new(), attrs: Vec::new() }
}

fn to(address: String) -> Event<'static> {
    Event::Start(Tag::Link {
        link_type: LinkType::Inline,
        dest_url: address.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    })
}

/// Words, and the addresses in them as links.
fn linked(words: &str) -> Vec<Event<'static>> {
    let parts = pieces(words).into_iter().map(|piece| match piece.href.is_empty() {
        true => vec![Event::Text(piece.text.into())],
        false => vec![to(piece.href), Event::Text(piece.text.into()), Event::End(TagEnd::Link)],
    });
    parts.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markdown_becomes_html_and_what_is_no_markdown_is_shown() {
        assert_eq!(
            written("# Beslut\n\n- **ja**\n- nej"),
            "<h4>Beslut</h4>\n<ul>\n<li><strong>ja</strong></li>\n<li>nej</li>\n</ul>\n"
        );
        assert_eq!(written("Rad ett\nRad två"), "<p>Rad ett<br />\nRad två</p>\n");
        assert_eq!(
            written("<script>alert(1)</script>"),
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
        );
        assert_eq!(
            written("Se [planen](https://a.example/p)."),
            "<p>Se <a href=\"https://a.example/p\">planen</a> (https://a.example/p).</p>\n"
        );
        assert_eq!(written("[x](javascript:alert(1))"), "<p>x</p>\n");
        assert_eq!(
            written("![bild](https://a.example/b.png)"),
            "<p><a href=\"https://a.example/b.png\">bild</a> (https://a.example/b.png)</p>\n"
        );
        assert_eq!(
            written("https://a.example/x?y=1"),
            "<p><a href=\"https://a.example/x?y=1\">https://a.example/x?y=1</a></p>\n"
        );
    }

    /// Every tag that may come out.
    const OURS: [&str; 16] = [
        "p",
        "br /",
        "h4",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "blockquote",
        "pre",
        "code",
        "hr /",
        "a href",
        "ol start",
        "code class",
        "li",
    ];

    proptest! {
        #[test]
        fn whatever_is_written_only_our_own_tags_come_out(
            text in "[-<>\"'&\\[\\]()!#*_`a-z:/. \n=;]{0,120}"
        ) {
            let html = written(&text);
            prop_assert!(html.len() <= 40 + text.len() * 12);
            for tag in html.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split(['>', '=']).next().unwrap_or_default();
                prop_assert!(OURS.contains(&name), "{name} in {html}");
                if let Some(address) = tag.strip_prefix("a href=\"") {
                    prop_assert!(address.starts_with("http://") || address.starts_with("https://"), "{html}");
                }
            }
        }
    }
}
