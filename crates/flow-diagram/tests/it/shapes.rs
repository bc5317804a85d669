//! Goldens of shapes that are hard to draw.

use crate::notation::graph;
#[test]
fn look() {
    let mut forty = String::new();
    let mut x = 7u64;
    for i in 0..40u64 {
        x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        if i > 0 {
            forty += &format!("state_{} -> state_{i} :step_{i}\n", (i - 1) / 2);
        }
        if i % 5 == 3 {
            forty += &format!("state_{i} -> state_{} :back_{i}\n", (x >> 33) % 40);
        }
    }
    if std::env::var("FORTY").is_ok() {
        println!("{}", graph("@forty", &forty).text());
    }
    println!("{}", graph("@light", "red -> green :timer_expired\ngreen -> yellow :timer_expired\nyellow -> red :timer_expired\nred -> off :power_cut\ngreen -> off :power_cut\nyellow -> off :power_cut\noff -> red :power_back").text());
    println!("{}", graph("@order", "idle -> awaiting_payment :checkout\nawaiting_payment -> paid :payment_success\nawaiting_payment -> payment_failed :payment_failed\npaid -> fulfilled :stock_reserved\npaid -> cancelled :out_of_stock").text());
    println!("{}", graph("@loan", "requested -> active :borrow\nactive -> closed :returned\nactive -> overdue :timer_expired\noverdue -> closed :returned\noverdue -> lost :lost\nrequested -> cancelled :cancel\nactive -> cancelled :cancel\noverdue -> cancelled :cancel\nactive -> active :renew").text());
}
#[test]
fn svgs() {
    let cart = graph(
        "@cart",
        "empty -> cart :add_item\ncart -> cart :add_item, :remove_item\ncart -> empty :clear\ncart -> checkout :checkout\ncheckout -> cart :back\ncheckout -> paid :payment_success\ncheckout -> failed :payment_failed ? card is valid ? $total < 12\nfailed -> checkout :retry\nfailed -> empty :give_up\nlost!",
    );
    std::fs::write("/tmp/cart.svg", cart.svg(Default::default())).unwrap();
    std::fs::write("/tmp/cart.dot", cart.dot()).unwrap();
    std::fs::write("/tmp/cart.mmd", cart.mermaid()).unwrap();
    std::fs::write("/tmp/cart.txt", cart.text()).unwrap();
}
