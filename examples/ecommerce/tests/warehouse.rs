//! Orders that share a stock.

use ecommerce::warehouse::sell;

#[test]
fn a_product_runs_out_for_all_orders_and_the_others_do_not() {
    let lines = sell(&[("laptop", 2), ("phone", 1)], &["laptop", "laptop", "laptop", "phone", "camera"]);
    let expected = [
        "order-1, a laptop: #packed, 1 left",
        "order-2, a laptop: #packed, 0 left",
        "order-3, a laptop: #cancelled, 0 left",
        "order-4, a phone: #packed, 0 left",
        "order-5, a camera: #cancelled, 0 left",
    ];
    assert_eq!(lines, expected);
}
