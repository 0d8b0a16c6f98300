//! Hash functions that give the same numbers on every platform and in every version.

/// What [`fnv`] starts from.
pub const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a (Fowler, Noll, Vo): the hash of what was hashed before, with `bytes` behind it.
#[inline]
pub fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// What SplitMix64 adds to its state for every number.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64 (Steele, Lea, Flood 2014): every bit of the input moves every bit of the output.
pub fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(STEP);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// The next number of the sequence that SplitMix64 draws from `state`.
pub fn next(state: &mut u64) -> u64 {
    let number = mix(*state);
    *state = state.wrapping_add(STEP);
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_that_their_authors_publish() {
        assert_eq!(fnv(OFFSET, b""), OFFSET);
        assert_eq!(fnv(OFFSET, b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(fnv(fnv(OFFSET, b"foo"), b"bar"), fnv(OFFSET, b"foobar"));
        let mut state = 1_234_567;
        let drawn: [u64; 2] = std::array::from_fn(|_| next(&mut state));
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
