"""What arviz says of the stored chains. Writes tests/reference/chains.csv and chains.txt.

    pip install "arviz<1" && python tests/reference/chains.py

The chains are stored, so that a test compares the numbers of two programs on equal draws.
"""

import warnings
from pathlib import Path

import numpy as np

warnings.simplefilter("ignore")
import arviz

HERE = Path(__file__).parent


def walks(chains, draws, rho, shift, rng):
    """First-order autoregressions of unit variance; `shift` moves the last one."""
    noise = rng.standard_normal((chains, draws))
    x = np.zeros((chains, draws))
    x[:, 0] = noise[:, 0]
    for t in range(1, draws):
        x[:, t] = rho * x[:, t - 1] + np.sqrt(1 - rho**2) * noise[:, t]
    x[-1] += shift
    return x


def main():
    rng = np.random.default_rng(7)
    cases = {
        "independent": walks(4, 200, 0.0, 0.0, rng),
        "slow": walks(4, 200, 0.9, 0.0, rng),
        "apart": walks(4, 200, 0.5, 3.0, rng),
        "alternating": walks(3, 101, -0.7, 0.0, rng),
        "single": walks(1, 300, 0.95, 0.0, rng),
        "short": walks(2, 8, 0.3, 0.0, rng),
        "jumpy": walks(2, 9, -0.99, 0.0, rng),
        "trend": np.cumsum(rng.standard_normal((2, 60)) + 1.0, axis=1),
        "stuck": np.repeat(rng.standard_normal((4, 20)), 10, axis=1),
    }
    rows, truths = [], []
    for name, x in cases.items():
        x = np.round(x, 6)
        rows += [name + "," + ",".join(f"{v:.6f}" for v in chain) for chain in x]
        # Of a single chain arviz gives no split R-hat: its two halves, then, as two chains.
        single = len(x) == 1
        halves = x[0].reshape(2, -1) if single else x
        rhat = float(arviz.rhat(halves, method="identity") if single else arviz.rhat(x, method="split"))
        ess = float(arviz.ess(x, method="mean"))
        rho = arviz.autocorr(x[0])[:4]
        numbers = " ".join(f"{v:.12g}" for v in (rhat, ess, *rho))
        truths.append(f"{name} {numbers}")
    (HERE / "chains.csv").write_text("\n".join(rows) + "\n")
    head = f"# arviz {arviz.__version__}: split R-hat, ESS of the mean, autocorrelation of the first chain at lags 0 to 3\n"
    (HERE / "chains.txt").write_text(head + "\n".join(truths) + "\n")


if __name__ == "__main__":
    main()
