//! One hash for the states of runs, the keys of translations and the versions of files.

/// FNV-1a over bytes (Fowler, Noll & Vo), 64 bits wide.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes.into_iter().fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}
