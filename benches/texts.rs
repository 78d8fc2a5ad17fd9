//! Texts to measure on, made of numbers: of any length, the same at every run.

/// Numbers that look random and are the same at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound as u64) as usize
    }

    /// Small numbers often, large ones rarely, as words of a language are used.
    fn rank(&mut self, bound: usize) -> usize {
        let (x, y) = (self.below(bound), self.below(bound));
        x * y / bound
    }
}

/// Words of no language: as many as a long text has, with function words among the most frequent.
fn lexicon() -> Vec<String> {
    const SYLLABLES: [&str; 16] = ["ta", "re", "mo", "li", "sun", "ka", "ver", "no", "del", "fi", "gor", "pa", "tin", "us", "em", "bra"];
    let mut words: Vec<String> = ["the", "of", "and", "to", "in", "we", "that", "for", "on", "with"].map(str::to_owned).into();
    words.extend((0..6_000_usize).map(|n| {
        let mut word = String::new();
        let mut rest = n + 17;
        while rest > 0 {
            word.push_str(SYLLABLES[rest % 16]);
            rest /= 16;
        }
        word
    }));
    words
}

/// Two statements of so many words: the second says what the first says in other words (a fourth of them), and every
/// twentieth sentence elsewhere.
pub fn pair(words: usize) -> (String, String) {
    let (lexicon, mut numbers) = (lexicon(), Numbers(7));
    let (mut one, mut two) = (Vec::new(), Vec::new());
    let mut count = 0;
    while count < words {
        let sentence: Vec<usize> = (0..8 + numbers.below(22)).map(|_| numbers.rank(lexicon.len())).collect();
        count += sentence.len();
        let reworded: Vec<usize> =
            sentence.iter().map(|&word| if numbers.below(4) == 0 { numbers.rank(lexicon.len()) } else { word }).collect();
        one.push(sentence);
        let at = if numbers.below(20) == 0 { numbers.below(two.len() + 1) } else { two.len() };
        two.insert(at, reworded);
    }
    let write = |sentences: &[Vec<usize>]| {
        let paragraphs = sentences.chunks(5).map(|paragraph| {
            let written = paragraph.iter().map(|sentence| {
                let words: Vec<&str> = sentence.iter().map(|&word| lexicon[word].as_str()).collect();
                let mut written = words.join(" ");
                written[..1].make_ascii_uppercase();
                written + "."
            });
            written.collect::<Vec<_>>().join(" ")
        });
        paragraphs.collect::<Vec<_>>().join("\n\n")
    };
    (write(&one), write(&two))
}
