//! Work on all cores, results in order. A bounded number of results wait for an earlier one, so
//! that memory does not grow with the work.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

use crossbeam_channel::bounded;

/// Items that may be ahead of the one whose result is wanted next.
const AHEAD: usize = 64;

/// What is still to be handed out, and how much of it was used.
struct Queue<I> {
    items: I,
    next: usize,
    used: usize,
    /// Nobody wants more.
    stopped: bool,
}

/// Runs `work` on every item, on `threads` threads, each with a state of its own. `each` gets the
/// results in the order of the items, on this thread; its first error ends the work.
pub fn ordered<I, S, O, E>(
    items: I,
    threads: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, I::Item) -> O + Sync,
    mut each: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator + Send,
    O: Send,
{
    if threads < 2 {
        let mut state = state();
        return items.map(|item| work(&mut state, item)).try_for_each(each);
    }
    let queue = Mutex::new(Queue { items, next: 0, used: 0, stopped: false });
    let room = Condvar::new();
    let lock = || queue.lock().unwrap_or_else(PoisonError::into_inner);
    let take = || {
        let mut queue =
            room.wait_while(lock(), |queue| !queue.stopped && queue.next >= queue.used + AHEAD);
        let queue = queue.as_deref_mut().ok()?;
        let item = if queue.stopped { None } else { queue.items.next() }?;
        queue.next += 1;
        Some((queue.next - 1, item))
    };
    let (send, results) = bounded(AHEAD);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (send, take, state, work) = (send.clone(), &take, &state, &work);
            scope.spawn(move || {
                let mut state = state();
                while let Some((number, item)) = take() {
                    if send.send((number, work(&mut state, item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let (mut waiting, mut wanted) = (BTreeMap::new(), 0);
        for (number, result) in &results {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&wanted) {
                if let Err(error) = each(result) {
                    lock().stopped = true;
                    room.notify_all();
                    // Those who wait to send would wait for ever.
                    while results.recv().is_ok() {}
                    return Err(error);
                }
                wanted += 1;
            }
            lock().used = wanted;
            room.notify_all();
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_takes_long() {
        for threads in [1, 4] {
            let mut seen = Vec::new();
            let slow = |_: &mut (), item: u64| {
                std::thread::sleep(std::time::Duration::from_micros(item * 7919 % 300));
                item
            };
            let done: Result<(), ()> = ordered(
                0..500,
                threads,
                || (),
                slow,
                |item| {
                    seen.push(item);
                    Ok(())
                },
            );
            assert_eq!((done, seen), (Ok(()), (0..500).collect::<Vec<u64>>()));
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        for threads in [1, 4] {
            let mut count = 0;
            let stop = |item| {
                count += 1;
                if item == 9 { Err("full") } else { Ok(()) }
            };
            assert_eq!(
                ordered(0.., threads, || (), |_: &mut (), item: u64| item, stop),
                Err("full")
            );
            assert_eq!(count, 10);
        }
    }
}
