//! `traceparent`: the effects of a request belong to its trace.

use crate::errand_site::Errands;

const TRACE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_from_a_request_belongs_to_its_trace() {
    let errands = Errands::open().await;
    let header = format!("Prefer: wait=60\ntraceparent: {TRACE}");
    assert_eq!(errands.run("a", 2, &header).await.status, 200);
    // The courier is asked for the event of the errand, which has sent a message after that.
    assert_eq!(*errands.traces.lock().unwrap(), [Some(TRACE.to_owned())]);
    let stored: Option<String> = errands.read("SELECT trace FROM flow_outgoing WHERE message = 'ready'");
    assert_eq!(stored.as_deref(), Some(TRACE));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_without_a_trace_or_with_a_wrong_one_has_none() {
    let errands = Errands::open().await;
    assert_eq!(errands.run("a", 2, "Prefer: wait=60").await.status, 200);
    let header = "Prefer: wait=60\ntraceparent: 00-none";
    assert_eq!(errands.run("b", 2, header).await.status, 200);
    assert_eq!(*errands.traces.lock().unwrap(), [None, None]);
}
