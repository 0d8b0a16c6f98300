//! The fitted reader: what readers would say of a draft, from linear models over what stands in it. The weights are data in
//! `rules/reader/`; how they are found is the matter of `fit`. What single findings take from a score is no part of it.
