//! Orders that share a stock, which runs out: `stock/stock.flow`, with one `@stock` for each product.

use self::system::System;

flow::flow!("stock/stock.flow", tests);

/// Takes a delivery of each product, then an order for each of the products that customers want. Returns a line for each order.
pub fn sell(delivered: &[(&str, i64)], wanted: &[&str]) -> Vec<String> {
    let mut shop = System::new(());
    for &(product, pieces) in delivered {
        shop.deliver(product, stock::event::Deliver { pieces })
            .map(drop)
            .expect("a stock takes each delivery");
    }
    wanted.iter().map(|product| sell_one(&mut shop, product)).collect()
}

fn sell_one(shop: &mut System<()>, product: &str) -> String {
    let order = shop.create_order(order::Context { product: product.into() });
    shop.buy(order, order::event::Buy {}).map(drop).expect("a new order takes ':buy'");
    let left = shop.get(shop.stock(product)).map_or(0, |stock| stock.context().left);
    format!("{order}, a {product}: {}, {left} left", shop[order].state())
}
