//! Notes in as many posts as they need, parted at headings where that is possible.

use super::{Content, ReadAs};
use crate::domain::calendar::{parted, width};

/// In how many posts notes stand in a channel at the most: the whole is beside them as a file.
pub const MOST_POSTS: usize = 10;
/// How wide what stands in one post may be: Discord takes 4,096 characters, of which headings and small words take some.
const MOST_IN_POST: usize = 3700;
/// How wide a passage may be that is not parted.
const MOST_IN_PASSAGE: usize = 1200;
/// What stands around a heading and before what was agreed.
const AROUND: usize = 60;

/// A piece of a chapter that stands in one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Which chapter.
    pub chapter: usize,
    /// Its heading stands before it.
    pub opens: bool,
    /// As what it is read; `None` where nothing is written.
    pub read_as: Option<ReadAs>,
    /// The first of what is read so: what it is, is said before it.
    pub is_first: bool,
    pub text: String,
}

/// The passages of each post. A chapter begins a new post where it has no room in the one before, so that headings stand
/// first as long as chapters are short.
pub fn posts(content: &Content) -> Vec<Vec<Passage>> {
    let mut posts: Vec<Vec<Passage>> = Vec::new();
    let mut room = 0;
    for chapter in 0..content.chapters.len() {
        let passages = passages(content, chapter);
        let whole: usize = passages.iter().map(|(_, width)| width).sum();
        if whole <= room {
            room -= whole;
            if let Some(post) = posts.last_mut() {
                post.extend(passages.into_iter().map(|(passage, _)| passage));
            }
            continue;
        }
        let parts = parted(
            passages.into_iter().map(|(passage, width)| ((passage, width), width)).collect(),
            MOST_IN_POST,
        );
        for part in parts {
            room =
                MOST_IN_POST - part.iter().map(|(_, width)| width).sum::<usize>().min(MOST_IN_POST);
            posts.push(part.into_iter().map(|(passage, _)| passage).collect());
        }
    }
    posts
}

fn passages(content: &Content, chapter: usize) -> Vec<(Passage, usize)> {
    let Some(one) = content.chapters.get(chapter) else { return Vec::new() };
    let written = [(ReadAs::Said, &one.said), (ReadAs::Agreed, &one.agreed)];
    let mut passages = Vec::new();
    for (read_as, text) in written {
        let Some(text) = text else { continue };
        let mut is_first = true;
        for text in pieces(text) {
            let opens = passages.is_empty();
            let around = if opens { width(&one.heading) + AROUND } else { 0 };
            let around = around + if is_first { AROUND } else { 0 };
            let width = width(&text) + around + 2;
            let passage = Passage { chapter, opens, read_as: Some(read_as), is_first, text };
            passages.push((passage, width));
            is_first = false;
        }
    }
    if passages.is_empty() {
        let text = String::new();
        let nothing = Passage { chapter, opens: true, read_as: None, is_first: true, text };
        passages.push((nothing, width(&one.heading) + AROUND));
    }
    passages
}

/// A text in pieces of whole paragraphs, lines, or where a line is too long, of some signs.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<(String, usize)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while !rest.is_empty() {
            let mut wide = 0;
            let fits = rest.char_indices().find(|(_, c)| {
                wide += width(c.encode_utf8(&mut [0; 4]));
                wide > MOST_IN_PASSAGE
            });
            let cut = fits.map_or(rest.len(), |(at, _)| at);
            let (piece, after) = rest.split_at(cut);
            let wide = width(piece);
            // A paragraph is kept together with what stands before it as long as there is room.
            match pieces.last_mut() {
                Some((last, taken)) if *taken + wide <= MOST_IN_PASSAGE => {
                    last.push_str(piece);
                    *taken += wide;
                }
                _ => pieces.push((piece.to_owned(), wide)),
            }
            rest = after;
        }
    }
    pieces.into_iter().map(|(piece, _)| piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::notes::Chapter;
    use proptest::prelude::*;

    fn chapter(said: &str) -> Chapter {
        let said = Some(said.to_owned()).filter(|text| !text.is_empty());
        Chapter { number: None, heading: "Bredband".into(), purpose: None, said, agreed: None }
    }

    #[test]
    fn short_chapters_share_a_post_and_a_long_one_begins_its_own() {
        let content = |texts: &[&str]| Content {
            chapters: texts.iter().map(|text| chapter(text)).collect(),
            ..Content::default()
        };
        assert_eq!(posts(&content(&["Kort.", "Också kort.", ""])).len(), 1);
        let words = |count| "ord ".repeat(count);
        let parted = posts(&content(&[&words(200), &words(800), &words(300)]));
        let first: Vec<usize> = parted.iter().map(|post| post[0].chapter).collect();
        assert_eq!(first, [0, 1, 2]);
        assert!(parted.iter().all(|post| post[0].opens), "each begins with a heading");
        assert_eq!(posts(&Content::default()), Vec::<Vec<Passage>>::new());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_post_is_too_wide(
            texts in prop::collection::vec("([a-zåäö *_\\[\\]]{0,400}\n?){0,20}", 0..6)
        ) {
            let chapters = texts.iter().map(|text| chapter(text)).collect();
            let content = Content { chapters, ..Content::default() };
            let posts = posts(&content);
            for (at, text) in texts.iter().enumerate() {
                let told = posts.iter().flatten().filter(|passage| passage.chapter == at);
                let told: String = told.map(|passage| passage.text.as_str()).collect();
                prop_assert_eq!(&told, text);
            }
            for post in &posts {
                let wide: usize = post.iter().map(|one| width(&one.text) + 2).sum();
                prop_assert!(wide <= MOST_IN_POST, "{wide}");
            }
            let opened = posts.iter().flatten().filter(|passage| passage.opens).count();
            prop_assert_eq!(opened, texts.len());
        }
    }
}
