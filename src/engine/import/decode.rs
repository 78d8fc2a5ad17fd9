//! Bytes to text: byte-order mark, declared charset, UTF-8, UTF-16 without mark, then a guess by chardetng.

use super::ImportError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded source.
pub(super) struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    pub warning: Option<String>,
}

/// Decodes a whole source. Line ends become `\n`.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    let encoding = choose(bytes);
    let (text, _, had_errors) = encoding.decode(bytes);
    let lost = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let seen = text.chars().count().max(1);
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if (lost + controls) * 20 > seen {
        return Err(ImportError::Binary);
    }
    let warning = (had_errors || controls > 0).then(|| match lost {
        0 => format!("{controls} control characters were left out"),
        n => format!("{n} characters could not be read as {}", encoding.name()),
    });
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace(|c: char| c.is_control() && c != '\n' && c != '\t', "");
    Ok(Decoded { text, encoding: encoding.name(), warning })
}

fn choose(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if [b"\x1b$B", b"\x1b$@"].iter().any(|shift| memchr::memmem::find(bytes, *shift).is_some()) {
        return ISO_2022_JP;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if let Some(encoding) = east_asian_utf16(bytes) {
        return encoding;
    }
    if let Some(encoding) = declared(bytes) {
        return encoding;
    }
    // A few broken bytes in a UTF-8 text are damage, not another encoding.
    let broken = String::from_utf8_lossy(bytes).chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let multibyte = bytes.iter().filter(|&&b| b >= 0xc0).count();
    if multibyte > 20 && broken * 20 < multibyte {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// A text in UTF-16 without mark has a zero in every other byte wherever it is Latin, blanks and line ends included.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1)?;
    let pairs = sample.len() / 2;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    if pairs < 2 {
        None
    } else if low_first * 8 > pairs && high_first * 50 < pairs {
        Some(UTF_16LE)
    } else if high_first * 8 > pairs && low_first * 50 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-16 without mark whose letters have no zeros: told by blanks and full stops, whose bytes no other encoding has, and by
/// characters that are all such as texts consist of.
fn east_asian_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1)?;
    if sample.iter().filter(|&&byte| byte < 9).count() * 300 < sample.len() {
        return None;
    }
    let plausible = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let usual = |c: &char| {
            matches!(c, '\n' | '\r' | '\t' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{203a}' | '\u{3000}'..='\u{30ff}')
                || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ffef}')
        };
        (text.chars().filter(usual).count(), text.chars().count())
    };
    let found = [UTF_16LE, UTF_16BE].map(|encoding| (plausible(encoding), encoding));
    found
        .into_iter()
        .filter(|((usual, all), _)| *usual * 100 >= *all * 97)
        .max_by_key(|((usual, _), _)| *usual)
        .map(|(_, encoding)| encoding)
}

/// The charset that the first kilobytes declare, as in `<meta charset="euc-kr">` or `<?xml encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let label: String = head
        .get(at..)?
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    // A declaration of UTF-8 that the bytes contradict says nothing.
    Encoding::for_label(label.as_bytes()).filter(|&encoding| encoding != UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes).map(|d| (d.text, d.encoding)).unwrap_or_default();
        assert_eq!((decoded.0.as_str(), decoded.1), (text, encoding));
    }

    #[test]
    fn encodings() {
        let korean = "한미 양국은 북한의 완전한 비핵화와 한반도의 항구적 평화 정착을 위해 긴밀히 협력하기로 하였다.";
        check(korean.as_bytes(), korean, "UTF-8");
        check(&[b"\xef\xbb\xbf", korean.as_bytes()].concat(), korean, "UTF-8");
        check(&encoding_rs::EUC_KR.encode(korean).0, korean, "EUC-KR");
        let le: Vec<u8> = "Hello, 한국\r\nx".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[&[0xff, 0xfe], le.as_slice()].concat(), "Hello, 한국\nx", "UTF-16LE");
        check(&le, "Hello, 한국\nx", "UTF-16LE");
        let be: Vec<u8> = "Hello, 한국".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&be, "Hello, 한국", "UTF-16BE");
        let le: Vec<u8> = korean.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&le, korean, "UTF-16LE");
        let chinese = "双方重申实现朝鲜半岛无核化的共同目标，并就台湾海峡和平与稳定的重要性交换了意见。";
        let be: Vec<u8> = chinese.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&be, chinese, "UTF-16BE");
        check(&encoding_rs::GBK.encode(chinese).0, chinese, "GBK");
        let japanese = "日米両首脳は、北朝鮮の完全な非核化に向けた取組を確認した。";
        check(&encoding_rs::SHIFT_JIS.encode(japanese).0, japanese, "Shift_JIS");
        check(&ISO_2022_JP.encode(japanese).0, japanese, "ISO-2022-JP");
        check(b"<meta charset=windows-1252>caf\xe9", "<meta charset=windows-1252>caf\u{e9}", "windows-1252");
        check("똠방각하 펲시".as_bytes(), "똠방각하 펲시", "UTF-8");
    }

    #[test]
    fn losses_are_counted() {
        let mut bytes = "평화와 번영을 위하여 함께 노력하기로 한다. ".repeat(4).into_bytes();
        bytes.insert(9, 0xff);
        let decoded = decode(&bytes).ok();
        assert!(decoded.and_then(|d| d.warning).is_some_and(|w| w.starts_with("1 characters could not")));
    }
}
