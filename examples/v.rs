use std::io::BufRead;
fn main(){ for l in std::io::stdin().lock().lines(){ let l=l.unwrap(); println!("{l} = {:?}", downhill::demo::exercise::evaluate(&l)); } }
