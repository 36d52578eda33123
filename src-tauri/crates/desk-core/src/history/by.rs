//! On whose behalf a write is made. Told around the call and not through it: whoever writes the mirror down asks here,
//! and the calls between need not know.

use super::Origin;

tokio::task_local! {
    static BY: Origin;
}

/// Runs a command on behalf of another place than the form.
pub(crate) async fn made_by<T>(origin: Origin, command: impl Future<Output = T>) -> T {
    BY.scope(origin, command).await
}

/// Where the command under way comes from.
pub(crate) fn origin() -> Origin {
    BY.try_with(|by| *by).unwrap_or(Origin::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_form_unless_told() {
        assert_eq!(origin(), Origin::Form);
        let (inside, beside) = tokio::join!(
            made_by(Origin::Detail, async {
                tokio::task::yield_now().await;
                origin()
            }),
            async { origin() }
        );
        assert_eq!((inside, beside), (Origin::Detail, Origin::Form));
    }
}
