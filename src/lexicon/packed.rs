//! Numbers as one run of bytes in the compiled packs: read back without a step for each, which is what a start waits for.

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Writes the numbers, least byte first.
pub fn serialize<S: Serializer>(numbers: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    serializer.serialize_bytes(&bytes)
}

/// Reads them back.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    struct Numbers;
    impl Visitor<'_> for Numbers {
        type Value = Vec<u32>;

        fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
            out.write_str("bytes, four to a number")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u32>, E> {
            let (numbers, rest) = bytes.as_chunks::<4>();
            if rest.is_empty() { Ok(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect()) } else { Err(E::custom("cut off")) }
        }
    }
    deserializer.deserialize_bytes(Numbers)
}
