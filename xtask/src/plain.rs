//! Takes colours and links out of what a program said: a log is read as text.

const ESCAPE: char = '\u{1b}';

/// The same text without terminal sequences.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != ESCAPE {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            // A control sequence ends with its first letter.
            Some('[') => {
                while letters
                    .next()
                    .is_some_and(|next| !matches!(next, '@'..='~'))
                {}
            }
            // A command, such as a link, ends with a bell or with an escape and a backslash.
            Some(']') => loop {
                match letters.next() {
                    None | Some('\u{7}') => break,
                    Some(ESCAPE) => {
                        letters.next();
                        break;
                    }
                    Some(_) => {}
                }
            },
            // A choice of characters names the set with one more.
            Some('(' | ')') => {
                letters.next();
            }
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_stay() {
        assert_eq!(
            plain("a \u{1b}[1m\u{1b}[31mred\u{1b}(B\u{1b}[m word"),
            "a red word"
        );
        assert_eq!(
            plain("\u{1b}]8;;https://x.example\u{1b}\\link\u{1b}]8;;\u{1b}\\ end"),
            "link end"
        );
        assert_eq!(plain("\u{1b}]0;title\u{7}ok\u{1b}"), "ok");
        assert_eq!(plain("naïve 李\n"), "naïve 李\n");
    }
}
