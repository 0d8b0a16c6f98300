//! Tables of numbers, least byte first, that are read where they stand. Those of the built-in packs
//! are part of the program itself: a start copies nothing, and only what is looked at comes into
//! memory.

use std::borrow::Cow;
use std::ops::Deref;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The size of a number, in bytes.
#[derive(Clone, Debug, Default)]
pub struct Packed<const BYTES: usize>(Cow<'static, [[u8; BYTES]]>);

impl<const BYTES: usize> Deref for Packed<BYTES> {
    type Target = [[u8; BYTES]];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Packed<4> {
    /// The number at a place.
    pub fn at(&self, place: usize) -> u32 {
        u32::from_le_bytes(self[place])
    }
}

impl Packed<8> {
    /// The number at a place.
    pub fn at(&self, place: usize) -> u64 {
        u64::from_le_bytes(self[place])
    }
}

impl<const BYTES: usize> FromIterator<[u8; BYTES]> for Packed<BYTES> {
    fn from_iter<I: IntoIterator<Item = [u8; BYTES]>>(numbers: I) -> Self {
        Packed(Cow::Owned(numbers.into_iter().collect()))
    }
}

impl FromIterator<u32> for Packed<4> {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        numbers.into_iter().map(u32::to_le_bytes).collect()
    }
}

impl<const BYTES: usize> Serialize for Packed<BYTES> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.as_flattened())
    }
}

impl<'de: 'static, const BYTES: usize> Deserialize<'de> for Packed<BYTES> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers<const BYTES: usize>;
        impl<'de: 'static, const BYTES: usize> Visitor<'de> for Numbers<BYTES> {
            type Value = Packed<BYTES>;

            fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
                write!(out, "bytes, {BYTES} to a number")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                let (numbers, rest) = bytes.as_chunks::<BYTES>();
                if rest.is_empty() {
                    Ok(Packed(Cow::Borrowed(numbers)))
                } else {
                    Err(E::custom("cut off"))
                }
            }
        }
        deserializer.deserialize_bytes(Numbers)
    }
}
