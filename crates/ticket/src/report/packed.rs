//! Numbers in few bytes: seven bits to a byte, the lowest first, the eighth says that more follow. Negative numbers are folded between the
//! positive ones, so that small ones of either sign are short.

/// Most bytes of a number.
const MOST: usize = 10;

/// Appends a number.
pub(super) fn put(out: &mut Vec<u8>, number: u64) {
    let mut rest = number;
    while rest >= 0x80 {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// Appends a number that may be negative.
pub(super) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, (number.wrapping_shl(1) ^ (number >> 63)) as u64);
}

/// Takes a number from the front; none if the bytes end too early or go on too long.
#[inline]
pub(super) fn take(bytes: &mut &[u8]) -> Option<u64> {
    let (first, rest) = bytes.split_first()?;
    if *first < 0x80 {
        *bytes = rest;
        return Some(u64::from(*first));
    }
    let mut number = 0_u64;
    for (index, byte) in bytes.iter().take(MOST).enumerate() {
        let part = u64::from(byte & 0x7f);
        let shift = 7 * index as u32;
        if part != 0 && (shift > 63 || (part << shift) >> shift != part) {
            return None;
        }
        number |= part << shift;
        if byte & 0x80 == 0 {
            *bytes = &bytes[index + 1..];
            return Some(number);
        }
    }
    None
}

/// Takes a number that may be negative.
#[inline]
pub(super) fn take_signed(bytes: &mut &[u8]) -> Option<i64> {
    let folded = take(bytes)?;
    Some((folded >> 1) as i64 ^ -((folded & 1) as i64))
}

/// Appends ascending numbers with their counts: for each the gap to the one before, doubled, and one more if a count other than one
/// follows.
pub(super) fn put_counted(out: &mut Vec<u8>, counted: impl Iterator<Item = (u64, i64)>) {
    let mut last = 0;
    for (number, count) in counted {
        let gap = (number - last) << 1;
        if count == 1 {
            put(out, gap);
        } else {
            put(out, gap | 1);
            put_signed(out, count);
        }
        last = number;
    }
}

/// Shows each of the numbers that [`put_counted`] appended, with its count; none if the bytes are something else, or `what` says so.
#[inline]
pub(super) fn each_counted(mut bytes: &[u8], mut what: impl FnMut(u64, i64) -> Option<()>) -> Option<()> {
    let (mut last, mut any) = (0_u64, false);
    while !bytes.is_empty() {
        let head = take(&mut bytes)?;
        let gap = head >> 1;
        if any && gap == 0 {
            return None;
        }
        any = true;
        last = last.checked_add(gap)?;
        let count = if head & 1 == 1 { take_signed(&mut bytes)? } else { 1 };
        what(last, count)?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{put, put_signed, take, take_signed};

    /// Every number comes back, and bytes that are none are refused.
    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, i64::MAX, -1, -64, -65, i64::MIN];
        let mut bytes = Vec::new();
        for number in numbers {
            put_signed(&mut bytes, number);
            put(&mut bytes, number as u64);
        }
        let mut rest = bytes.as_slice();
        for number in numbers {
            assert_eq!(take_signed(&mut rest), Some(number));
            assert_eq!(take(&mut rest), Some(number as u64));
        }
        assert!(rest.is_empty());
        assert_eq!(take(&mut [].as_slice()), None);
        assert_eq!(take(&mut [0x80].as_slice()), None, "it ends too early");
        assert_eq!(take(&mut [0xff; 10].as_slice()), None, "it goes on too long");
    }
}
