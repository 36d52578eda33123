//! Debug prints that tell nothing about people.

/// A `Debug` that shows these fields and no others: the rest may be phone numbers, codes and what people wrote.
macro_rules! shows_only {
    ($name:ident: $($field:ident),*) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($field), &self.$field))*
                    .finish_non_exhaustive()
            }
        }
    };
}
pub(crate) use shows_only;
