//! Least squares:  the coefficients c that minimise Σᵢ (yᵢ - Σₖ cₖ xᵢᵏ)².
//!
//! By the normal equations A c = b, A = Σ φφᵀ, b = Σ φ y, with φ = (1, x, x², ...); solved by
//! Cholesky's factorisation. The book fits cubics on [0, 1], where this is well conditioned.

/// Fits the polynomial of degree `D - 1` to the pairs; coefficients from the constant up.
///
/// `None` when the pairs do not determine it: fewer than `D` different x, or a number not finite.
pub fn polynomial<const D: usize>(xs: &[f64], ys: &[f64]) -> Option<[f64; D]> {
    let mut a = [[0.0; D]; D];
    let mut b = [0.0; D];
    for (&x, &y) in xs.iter().zip(ys) {
        let phi = powers::<D>(x);
        for i in 0..D {
            b[i] += phi[i] * y;
            for j in 0..D {
                a[i][j] += phi[i] * phi[j];
            }
        }
    }
    solve(a, b)
}

/// The polynomial's value at x.
pub fn evaluate<const D: usize>(c: &[f64; D], x: f64) -> f64 {
    c.iter().rev().fold(0.0, |sum, &ck| sum * x + ck)
}

fn powers<const D: usize>(x: f64) -> [f64; D] {
    let mut phi = [1.0; D];
    for k in 1..D {
        phi[k] = phi[k - 1] * x;
    }
    phi
}

/// Solves A c = b for symmetric positive definite A = L Lᵀ.
fn solve<const D: usize>(mut a: [[f64; D]; D], mut b: [f64; D]) -> Option<[f64; D]> {
    for i in 0..D {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| a[i][k] * a[j][k]).sum();
            let rest = a[i][j] - sum;
            if i > j {
                a[i][j] = rest / a[j][j];
            } else if rest > 1e-12 * a[i][i] {
                a[i][i] = rest.sqrt();
            } else {
                return None;
            }
        }
    }
    // L u = b, then Lᵀ c = u.
    for i in 0..D {
        let sum: f64 = (0..i).map(|k| a[i][k] * b[k]).sum();
        b[i] = (b[i] - sum) / a[i][i];
    }
    for i in (0..D).rev() {
        let sum: f64 = (i + 1..D).map(|k| a[k][i] * b[k]).sum();
        b[i] = (b[i] - sum) / a[i][i];
    }
    b.iter().all(|c| c.is_finite()).then_some(b)
}
