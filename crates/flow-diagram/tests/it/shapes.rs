//! Goldens of shapes that are hard to draw, in all formats.

use crate::golden::golden;
use crate::notation::graph;
use flow_diagram::{Graph, SvgOptions};

/// Name and lines of each shape.
const SHAPES: &[(&str, &str)] = &[
    ("chain", "idle -> awaiting_payment :checkout
        awaiting_payment -> paid :payment_success
        awaiting_payment -> payment_failed :payment_failed
        paid -> fulfilled :stock_reserved
        paid -> cancelled :out_of_stock"),
    ("ring_of_8", "a -> b :next
        b -> c :next
        c -> d :next
        d -> e :next
        e -> f :next
        f -> g :next
        g -> h :next
        h -> a :again"),
    ("clique_of_5", "a -> b :ab
        a -> c :ac
        a -> d :ad
        a -> e :ae
        b -> a :ba
        b -> c :bc
        b -> d :bd
        b -> e :be
        c -> a :ca
        c -> b :cb
        c -> d :cd
        c -> e :ce
        d -> a :da
        d -> b :db
        d -> c :dc
        d -> e :de
        e -> a :ea
        e -> b :eb
        e -> c :ec
        e -> d :ed"),
    ("two_self_loops", "open -> open :note, :assign
        open -> closed :close
        closed -> closed :note
        closed -> open :reopen"),
    ("long_names", "waiting_for_the_second_signature_of_the_legal_department -> signed_by_everybody_who_has_to_sign :the_last_missing_signature_has_arrived_by_post
        waiting_for_the_second_signature_of_the_legal_department -> no :no
        signed_by_everybody_who_has_to_sign -> no :somebody_took_the_signature_back_at_the_last_moment"),
    ("parallel_edges", "open -> closed :close, :expire, :cancel ? reader is trusted ? $days < 3, :cancel ? otherwise
        closed -> open :reopen, :undo"),
    ("disconnected_parts", "a -> b :go
        c -> d :go
        d -> c :back
        e
        f
        lost!"),
    ("wide_scripts", "待機中 -> 支払い待ち :注文する
        支払い待ち -> 支払い済み :支払い完了
        支払い待ち -> 待機中 :取り消し
        支払い済み -> 배송중 :출고
        배송중 -> größe_geändert :änderung
        größe_geändert -> получено :получить"),
    ("one_state", "only"),
    ("one_state_with_a_loop", "only -> only :tick"),
    ("cart", "empty -> cart :add_item
        cart -> cart :add_item, :remove_item
        cart -> empty :clear
        cart -> checkout :checkout
        checkout -> cart :back
        checkout -> paid :payment_success
        checkout -> failed :payment_failed
        failed -> checkout :retry
        failed -> empty :give_up"),
    ("star", "hub -> one :first
        hub -> two :second
        hub -> three :third
        hub -> four :fourth
        hub -> five :fifth
        hub -> six :sixth
        hub -> seven :seventh
        hub -> eight :eighth
        hub -> nine :ninth
        hub -> ten :tenth"),
    ("funnel", "start -> a :a
        start -> b :b
        start -> c :c
        start -> d :d
        a -> end :done
        b -> end :done
        c -> end :done
        d -> end :done
        end -> start :restart"),
    ("traffic_light", "red -> green :timer_expired
        green -> yellow :timer_expired
        yellow -> red :timer_expired
        red -> off :power_cut
        green -> off :power_cut
        yellow -> off :power_cut
        off -> red :power_back"),
    ("ladder", "one -> two :up
        two -> one :down
        two -> three :up
        three -> two :down
        three -> four :up
        four -> three :down
        four -> five :up
        five -> four :down"),
    ("figure_of_eight", "middle -> left :left
        left -> far_left :on
        far_left -> middle :home
        middle -> right :right
        right -> far_right :on
        far_right -> middle :home"),
    ("shortcuts", "draft -> review :submit
        review -> legal :escalate
        legal -> board :escalate
        board -> published :approve
        draft -> published :force
        review -> published :approve
        legal -> published :approve
        published -> draft :withdraw
        legal -> draft :reject
        board -> review :ask_again"),
    ("loan", "requested -> active :borrow
        active -> closed :returned
        active -> overdue :timer_expired
        overdue -> closed :returned
        overdue -> lost :lost
        requested -> cancelled :cancel
        active -> cancelled :cancel
        overdue -> cancelled :cancel
        active -> active :renew"),
    ("guards", "fulfilled -> refunded :request_refund ? days since purchase < 7 ? order total < 100
        fulfilled -> refund_pending :request_refund ? days since purchase < 7 ? order total >= 100
        fulfilled -> partially_refunded :request_refund ? days since purchase < 30
        fulfilled -> credit_issued :request_refund ? days since purchase < 90
        refund_pending -> refunded :refund_processed"),
    ("any_state", "idle -> paid :payment_success
        idle -> failed :payment_failed
        failed -> idle :retry
        paid -> shipped :ship
        paid -> refunded :cancel
        shipped -> delivered :arrive
        any -> cancelled :cancel ! #paid, :expire ! #idle ! #failed ! #paid ! #shipped ! #delivered
        any -> any :note, :assign ! #delivered"),
    ("any_state_to_the_initial_one", "off -> on :press
        on -> bright :press
        bright -> off :press
        any -> off :power_cut
        any -> broken :fall ? height > 3"),
    ("unreachable_states", "idle -> done :finish
        payed!
        payed -> done :close
        payed -> refunded :refund"),
    ("binary_tree", "n1 -> n2 :l
        n1 -> n3 :r
        n2 -> n4 :l
        n2 -> n5 :r
        n3 -> n6 :l
        n3 -> n7 :r
        n4 -> n8 :l
        n4 -> n9 :r
        n5 -> n10 :l
        n5 -> n11 :r
        n7 -> n12 :l
        n12 -> n1 :again"),
];

/// A parcel from order to archive: 40 states, as a logistics company could have them.
const FORTY: &str = "draft -> ordered :place_order
    draft -> discarded :discard
    ordered -> awaiting_payment :confirm
    ordered -> cancelled :cancel
    awaiting_payment -> payment_review :payment_suspicious
    awaiting_payment -> paid :payment_received
    awaiting_payment -> payment_overdue :timer_expired
    payment_overdue -> paid :payment_received
    payment_overdue -> reminded :remind
    reminded -> paid :payment_received
    reminded -> in_collection :timer_expired
    in_collection -> paid :payment_received
    in_collection -> written_off :give_up
    payment_review -> paid :approve
    payment_review -> rejected :reject
    paid -> picking :start_picking
    picking -> backordered :out_of_stock
    backordered -> picking :restocked
    backordered -> refunding :cancel
    picking -> packed :all_picked
    packed -> labelled :print_label
    labelled -> packed :label_damaged
    labelled -> awaiting_pickup :announce
    awaiting_pickup -> collected :picked_up
    awaiting_pickup -> pickup_missed :timer_expired
    pickup_missed -> awaiting_pickup :announce
    collected -> at_depot :scanned
    at_depot -> sorted :sort
    sorted -> in_transit :load
    in_transit -> at_depot :scanned
    in_transit -> at_customs :border_reached
    at_customs -> in_transit :cleared
    at_customs -> held :documents_missing
    held -> at_customs :documents_sent
    held -> returning :timer_expired
    in_transit -> damaged :accident
    damaged -> claim_open :file_claim
    claim_open -> refunding :claim_accepted
    claim_open -> claim_denied :claim_denied
    in_transit -> out_for_delivery :last_mile
    out_for_delivery -> delivered :handed_over
    out_for_delivery -> with_neighbour :left_with_neighbour
    out_for_delivery -> not_at_home :nobody_there
    with_neighbour -> delivered :neighbour_handed_over
    not_at_home -> out_for_delivery :second_try
    not_at_home -> in_locker :dropped_in_locker
    in_locker -> delivered :collected_from_locker
    in_locker -> returning :timer_expired
    delivered -> return_requested :want_to_return
    delivered -> archived :timer_expired
    return_requested -> returning :sent_back
    returning -> back_in_store :arrived
    back_in_store -> inspected :inspect
    inspected -> refunding :as_new
    inspected -> return_refused :not_as_new
    refunding -> refunded :money_sent
    refunded -> archived :timer_expired
    return_refused -> archived :timer_expired";

#[track_caller]
fn check(name: &str, graph: &Graph) {
    golden(&format!("state/{name}.txt"), &graph.text());
    golden(&format!("state/{name}.svg"), &graph.svg(SvgOptions::default()));
    golden(&format!("state/{name}.mmd"), &graph.mermaid());
    golden(&format!("state/{name}.dot"), &graph.dot());
}

#[test]
fn hard_shapes() {
    for (name, lines) in SHAPES {
        check(name, &graph(&format!("@{name}"), lines));
    }
}

#[test]
fn forty_states() {
    let parcel = graph("@parcel", FORTY);
    assert_eq!(parcel.nodes.len(), 40);
    check("parcel", &parcel);
    assert!(!parcel.is_large());
    golden("state/parcel.outline.txt", &parcel.outline());
}

#[test]
fn no_states() {
    check("nothing", &Graph::new("@nothing"));
}
