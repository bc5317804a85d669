use flow_syntax::diagnostic::{Diagnostics, Lints};
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let files: Vec<String> = args.iter().filter(|a| a.ends_with(".flow")).cloned().collect();
    let texts: Vec<(String, String)> = files.iter().map(|f| (f.clone(), std::fs::read_to_string(f).unwrap())).collect();
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = flow_model::MemoryLoader::new(texts.iter().map(|(a, b)| (a.as_str(), b.as_str())));
    let program = flow_model::load(&files, &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let has = |s: &str| args.iter().any(|a| a == s);
    let options = flow_explore::Options { failures: has("--failures"), losses: has("--losses"), doubles: has("--doubles"), flood: has("--flood"), max_states: 2_000_000, ..Default::default() };
    let t = std::time::Instant::now();
    let found = flow_explore::explore(&model, &options, &mut |_| if t.elapsed().as_secs() > 60 { flow_explore::Continue::No } else { flow_explore::Continue::Yes });
    println!("{:?} {} {} states {} transitions {:.3} s", found.verdict, found.world, found.states, found.transitions, t.elapsed().as_secs_f64());
    for f in &found.findings {
        println!("- [{}] {}  ({} steps)", f.kind.name(), f.message, f.trace.steps.len());
        if has("--trace") { for s in &f.trace.steps { println!("      {s:?}"); } }
    }
}
