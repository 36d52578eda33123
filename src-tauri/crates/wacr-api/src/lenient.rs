//! Reading what the server writes loosely: numbers as text, `[]` for `{}`, three time formats (contract section 4).
//! Required values fail when they make no sense; optional ones are then absent.

use std::{borrow::Cow, fmt, marker::PhantomData};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeOwned, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
        value::MapAccessDeserializer,
    },
};

/// Any JSON value, as far as the readers below need to know it.
enum Scalar<'de> {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Cow<'de, str>),
    Other,
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScalarVisitor;
        impl<'de> Visitor<'de> for ScalarVisitor {
            type Value = Scalar<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Scalar::Null)
            }
            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(Scalar::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
                Ok(Scalar::Bool(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Scalar::Int(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
                Ok(i64::try_from(value)
                    .map_or(Scalar::Text(Cow::Owned(value.to_string())), Scalar::Int))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
                Ok(Scalar::Float(value))
            }
            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Borrowed(value)))
            }
            fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Owned(value.to_owned())))
            }
            fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Owned(value)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar::Other)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar::Other)
            }
        }
        deserializer.deserialize_any(ScalarVisitor)
    }
}

impl Scalar<'_> {
    fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            // Only whole numbers that a float holds exactly.
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 9e15 => Some(*value as i64),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    fn as_float(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            Self::Text(text) => text
                .trim()
                .parse()
                .ok()
                .filter(|value: &f64| value.is_finite()),
            _ => None,
        }
    }

    fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Int(value) => Some(*value != 0),
            Self::Text(text) => match text.trim() {
                "1" | "true" => Some(true),
                "0" | "false" | "" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.into_owned()),
            Self::Int(value) => Some(value.to_string()),
            Self::Float(value) => Some(value.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Null | Self::Other => None,
        }
    }
}

/// A whole number that must be there.
pub(crate) fn int<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Scalar::deserialize(deserializer)?
        .as_int()
        .ok_or_else(|| Error::custom("not a whole number"))
}

/// A count that must be there; below zero is zero.
pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    int(deserializer).map(|value| u32::try_from(value.max(0)).unwrap_or(u32::MAX))
}

/// A whole number, if there is one.
pub(crate) fn opt_int<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.as_int())
}

/// A count, zero if there is none.
pub(crate) fn count_or_zero<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Ok(opt_int(deserializer)?.map_or(0, |value| u32::try_from(value.max(0)).unwrap_or(u32::MAX)))
}

/// A number with a fraction, zero if there is none.
pub(crate) fn float<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Scalar::deserialize(deserializer)?
        .as_float()
        .unwrap_or_default())
}

/// A number with a fraction, if there is one.
pub(crate) fn opt_float<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<f64>, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.as_float())
}

/// Yes or no, no if it is neither.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(opt_flag(deserializer)?.unwrap_or_default())
}

/// Yes or no, if it is either.
pub(crate) fn opt_flag<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<bool>, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.as_bool())
}

/// Text, empty if there is none.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(opt_text(deserializer)?.unwrap_or_default())
}

/// Text that must be there and not be empty: an id.
pub(crate) fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    opt_text(deserializer)?
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Error::custom("no text"))
}

/// Text, if there is any.
pub(crate) fn opt_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.into_text())
}

/// A time in any of the three formats, if it is one.
pub(crate) fn opt_time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Text(text) => parse_time(&text),
        _ => None,
    })
}

/// `2026-03-02T10:15:30+00:00`, `2026-03-02T10:15:30.000000Z`, or `2026-03-02 10:15:30`, which is UTC.
pub(crate) fn parse_time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let civil: DateTime = text.parse().ok()?;
        Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })
}

/// Ids: an array, an object with numbers for keys (PHP), or nothing. What is not an id is left out.
pub(crate) fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<i64>, D::Error> {
    struct IdsVisitor;
    impl<'de> Visitor<'de> for IdsVisitor {
        type Value = Vec<i64>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("ids")
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut ids = Vec::with_capacity(seq.size_hint().unwrap_or_default());
            while let Some(value) = seq.next_element::<Scalar<'de>>()? {
                ids.extend(value.as_int());
            }
            Ok(ids)
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut ids = Vec::new();
            while let Some((_, value)) = map.next_entry::<IgnoredAny, Scalar<'de>>()? {
                ids.extend(value.as_int());
            }
            Ok(ids)
        }
    }
    deserializer.deserialize_any(IdsVisitor)
}

/// An object, if it is one: null and `[]` are none.
pub(crate) fn opt_object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct ObjectVisitor<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
        type Value = Option<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object, null or []")
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            Ok(None)
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(Some)
        }
    }
    deserializer.deserialize_any(ObjectVisitor(PhantomData))
}

/// An object, or its default for null and `[]`.
pub(crate) fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(opt_object(deserializer)?.unwrap_or_default())
}

/// Rows: an array, an object with numbers for keys (PHP), or null for none.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct ListVisitor<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut rows = Vec::new();
            while let Some(row) = seq.next_element()? {
                rows.push(row);
            }
            Ok(rows)
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut rows = Vec::new();
            while let Some((key, row)) = map.next_entry::<Cow<'de, str>, _>()? {
                if key.parse::<u32>().is_err() {
                    return Err(A::Error::custom("an object where a list should be"));
                }
                rows.push(row);
            }
            Ok(rows)
        }
    }
    deserializer.deserialize_any(ListVisitor(PhantomData))
}

/// The objects of a list whose rows are told for information: what is none is left out, and is no reason to call what was
/// done undone.
pub(crate) fn objects<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let rows = match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Array(rows) => rows,
        serde_json::Value::Object(rows) => rows.into_iter().map(|(_, row)| row).collect(),
        _ => Vec::new(),
    };
    Ok(rows
        .into_iter()
        .filter_map(|row| T::deserialize(row).ok())
        .collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(default)]
    #[derive(Default)]
    struct Loose {
        #[serde(deserialize_with = "opt_int")]
        n: Option<i64>,
        #[serde(deserialize_with = "float")]
        f: f64,
        #[serde(deserialize_with = "flag")]
        b: bool,
        #[serde(deserialize_with = "opt_text")]
        t: Option<String>,
        #[serde(deserialize_with = "ids")]
        ids: Vec<i64>,
        #[serde(deserialize_with = "object")]
        map: BTreeMap<String, i64>,
    }

    fn read(json: &str) -> Loose {
        serde_json::from_str(json).unwrap_or_else(|fault| panic!("{json}: {fault}"))
    }

    #[test]
    fn numbers_flags_and_text_in_any_dress() {
        for (json, n) in [
            (r#"{"n":7}"#, Some(7)),
            (r#"{"n":"7"}"#, Some(7)),
            (r#"{"n":" -1 "}"#, Some(-1)),
            (r#"{"n":7.0}"#, Some(7)),
            (r#"{"n":7.5}"#, None),
            (r#"{"n":"seven"}"#, None),
            (r#"{"n":""}"#, None),
            (r#"{"n":null}"#, None),
            (r#"{"n":[1]}"#, None),
            (r#"{"n":{"a":[1]}}"#, None),
            (r#"{"n":18446744073709551615}"#, None),
            (r#"{"other":[{"x":1}]}"#, None),
        ] {
            assert_eq!(read(json).n, n, "{json}");
        }
        assert_eq!(read(r#"{"f":"36.8"}"#).f, 36.8);
        assert_eq!(read(r#"{"f":40}"#).f, 40.0);
        for (json, b) in [
            ("true", true),
            ("1", true),
            (r#""1""#, true),
            (r#""true""#, true),
            ("0", false),
            ("null", false),
        ] {
            assert_eq!(read(&format!(r#"{{"b":{json}}}"#)).b, b, "{json}");
        }
        assert_eq!(
            read(r#"{"t":1184402973355512}"#).t.as_deref(),
            Some("1184402973355512")
        );
        assert_eq!(read(r#"{"t":"a\nb"}"#).t.as_deref(), Some("a\nb"));
        assert_eq!(read(r#"{"t":null}"#).t, None);
    }

    #[test]
    fn empty_array_for_object_and_object_for_array() {
        assert_eq!(read(r#"{"map":[]}"#).map, BTreeMap::new());
        assert_eq!(read(r#"{"map":null}"#).map, BTreeMap::new());
        assert_eq!(
            read(r#"{"map":{"a":1}}"#).map,
            BTreeMap::from([("a".to_owned(), 1)])
        );
        assert_eq!(read(r#"{"ids":{"0":12,"2":"13"}}"#).ids, [12, 13]);
        assert_eq!(read(r#"{"ids":["12",13,null]}"#).ids, [12, 13]);
        assert_eq!(read(r#"{"ids":null}"#).ids, [0i64; 0]);
    }

    #[test]
    fn three_time_formats() {
        let expected: Timestamp = "2026-03-02T10:15:30Z".parse().unwrap();
        for text in [
            "2026-03-02T10:15:30+00:00",
            "2026-03-02T12:15:30+02:00",
            "2026-03-02T10:15:30.000000Z",
            "2026-03-02 10:15:30",
            "2026-03-02T10:15:30",
        ] {
            assert_eq!(parse_time(text), Some(expected), "{text}");
        }
        assert_eq!(parse_time("0000-00-00 00:00:00"), None);
        assert_eq!(parse_time("yesterday"), None);
    }
}
