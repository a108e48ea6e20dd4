// The workloads in plain JavaScript with typed arrays, as a good engineer writes them: register
// blocks in the matrix product, log-sum-exp by the minimum, no allocation in a step.
export const JS = {};
// ---------- shared helpers ----------
// C[m x n] = A[m x k] * B[n x k]^T (both contiguous along k), 4x4 register block: the fastest of the shapes tried
// (dot, axpy, 4x2, 3x3, 4x4, Math.fround); m and n multiples of 4
function gemmNT(m, n, k, A, B, C, beta) {
  for (let i = 0; i < m; i += 4) {
    const a0 = i * k, a1 = a0 + k, a2 = a1 + k, a3 = a2 + k;
    for (let j = 0; j < n; j += 4) {
      const b0 = j * k, b1 = b0 + k, b2 = b1 + k, b3 = b2 + k;
      let s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0, s20 = 0, s21 = 0, s22 = 0, s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
      for (let p = 0; p < k; p++) {
        const x = B[b0 + p], y = B[b1 + p], z = B[b2 + p], u = B[b3 + p];
        let w = A[a0 + p]; s00 += w * x; s01 += w * y; s02 += w * z; s03 += w * u;
        w = A[a1 + p]; s10 += w * x; s11 += w * y; s12 += w * z; s13 += w * u;
        w = A[a2 + p]; s20 += w * x; s21 += w * y; s22 += w * z; s23 += w * u;
        w = A[a3 + p]; s30 += w * x; s31 += w * y; s32 += w * z; s33 += w * u;
      }
      let c = i * n + j;
      if (beta) {
        C[c] += s00; C[c + 1] += s01; C[c + 2] += s02; C[c + 3] += s03; c += n; C[c] += s10; C[c + 1] += s11; C[c + 2] += s12; C[c + 3] += s13; c += n;
        C[c] += s20; C[c + 1] += s21; C[c + 2] += s22; C[c + 3] += s23; c += n; C[c] += s30; C[c + 1] += s31; C[c + 2] += s32; C[c + 3] += s33;
      } else {
        C[c] = s00; C[c + 1] = s01; C[c + 2] = s02; C[c + 3] = s03; c += n; C[c] = s10; C[c + 1] = s11; C[c + 2] = s12; C[c + 3] = s13; c += n;
        C[c] = s20; C[c + 1] = s21; C[c + 2] = s22; C[c + 3] = s23; c += n; C[c] = s30; C[c + 1] = s31; C[c + 2] = s32; C[c + 3] = s33;
      }
    }
  }
}
function transpose(r, c, A, T) { // A [r x c] -> T [c x r]
  for (let i = 0; i < r; i++) for (let j = 0; j < c; j++) T[j * r + i] = A[i * c + j];
  return T;
}
let spare = NaN;
function randn() {
  if (spare === spare) { const v = spare; spare = NaN; return v; }
  const r = Math.sqrt(-2 * Math.log(1 - Math.random())), t = 2 * Math.PI * Math.random();
  spare = r * Math.sin(t);
  return r * Math.cos(t);
}
function lcg(seed) { let s = seed >>> 0; return () => { s = (Math.imul(s, 1664525) + 1013904223) >>> 0; return s >>> 8; }; }
const tanh = (x) => 1 - 2 / (Math.exp(2 * x) + 1);
class Adam {
  constructor(n) { this.m = new Float32Array(n); this.v = new Float32Array(n); this.t = 0; }
  step(w, g, lr) {
    this.t++;
    const c2 = Math.sqrt(1 - 0.999 ** this.t), lrt = lr * c2 / (1 - 0.9 ** this.t), eps = 1e-8 * c2, m = this.m, v = this.v;
    for (let i = 0; i < w.length; i++) {
      const gi = g[i];
      const mi = 0.9 * m[i] + 0.1 * gi, vi = 0.999 * v[i] + 0.001 * gi * gi;
      m[i] = mi; v[i] = vi;
      w[i] -= lrt * mi / (Math.sqrt(vi) + eps);
    }
  }
}
// ---------- W1 ----------
JS.W1 = (() => {
  const N = 512, NZ = 96, BETA = 4, gx = new Float32Array(NZ), gy = new Float32Array(NZ);
  for (let k = 0; k < NZ; k++) { const t = k / NZ * 2 * Math.PI; gx[k] = 1.5 * Math.cos(t); gy[k] = 0.8 * Math.sin(t); }
  const finf = new Float32Array(N * N), fbeta = new Float32Array(N * N), e = new Float64Array(NZ);
  const coord = (i) => -2 + 4 * (i + 0.5) / N;
  return () => {
    for (let j = 0; j < N; j++) {
      const y = coord(j);
      for (let i = 0; i < N; i++) {
        const x = coord(i);
        let min = Infinity;
        for (let k = 0; k < NZ; k++) { const dx = x - gx[k], dy = y - gy[k], v = dx * dx + dy * dy; e[k] = v; if (v < min) min = v; }
        let s = 0;
        for (let k = 0; k < NZ; k++) s += Math.exp(BETA * (min - e[k]));
        finf[j * N + i] = min;
        fbeta[j * N + i] = min - Math.log(s / NZ) / BETA;
      }
    }
    let s = 0;
    for (let k = 0; k < 64; k++) { const p = (k * 4099 + 77) % (N * N); s += finf[p] + fbeta[p]; }
    return s;
  };
})();
// ---------- W2 ----------
JS.W2 = (() => {
  const NP = 10000, STEPS = 100, K = 8, SIG = 0.4, DT = 0.01;
  const mx = new Float64Array(K), my = new Float64Array(K), w = new Float64Array(K);
  for (let k = 0; k < K; k++) { const t = k / K * 2 * Math.PI; mx[k] = 2 * Math.cos(t); my[k] = 2 * Math.sin(t); }
  const X = new Float32Array(NP), Y = new Float32Array(NP);
  return () => {
    for (let i = 0; i < NP; i++) { X[i] = randn(); Y[i] = randn(); }
    const noise = Math.sqrt(2 * DT), is2 = 1 / (SIG * SIG);
    for (let t = 0; t < STEPS; t++) for (let i = 0; i < NP; i++) {
      const x = X[i], y = Y[i];
      let max = -Infinity;
      for (let k = 0; k < K; k++) { const dx = x - mx[k], dy = y - my[k], e = -0.5 * is2 * (dx * dx + dy * dy); w[k] = e; if (e > max) max = e; }
      let s = 0, sx = 0, sy = 0;
      for (let k = 0; k < K; k++) { const p = Math.exp(w[k] - max); s += p; sx += p * mx[k]; sy += p * my[k]; }
      X[i] = x - DT * is2 * (x - sx / s) + noise * randn();
      Y[i] = y - DT * is2 * (y - sy / s) + noise * randn();
    }
    let s = 0;
    for (let i = 0; i < NP; i++) s += X[i] * X[i] + Y[i] * Y[i];
    return s / NP;
  };
})();
// ---------- W3 ----------
export const W3 = { H: 128, B: 256, LS: 20, EPS: 0.02, ALPHA: 0.1, LR: 1e-3 };
W3.init = () => {
  const H = W3.H, n = H * 2 + H + H * H + H + H + 1, p = new Float32Array(n), r = lcg(12345), u = () => r() / 8388608 - 1;
  const o2 = 3 * H, ob2 = o2 + H * H, o3 = ob2 + H, ob3 = o3 + H;
  for (let i = 0; i < o2; i++) p[i] = u();
  for (let i = o2; i < ob2; i++) p[i] = u() * 0.15;
  for (let i = o3; i < ob3; i++) p[i] = u() * 0.15;
  return p;
};
W3.datum = (t, out, i) => {
  const a = (Math.imul(t, 2654435761) >>> 8) / 16777216 * 2 * Math.PI, r = 1.5 + 0.1 * (((Math.imul(t, 40503) >>> 4) & 1023) / 512 - 1);
  out[2 * i] = r * Math.cos(a); out[2 * i + 1] = r * Math.sin(a);
};
JS.W3 = (() => {
  const { H, B, LS, EPS, ALPHA, LR } = W3, S = 2 * B;
  const p = W3.init(), g = new Float32Array(p.length), adam = new Adam(p.length);
  const W1 = p.subarray(0, 2 * H), B1 = p.subarray(2 * H, 3 * H), W2 = p.subarray(3 * H, 3 * H + H * H), B2 = p.subarray(3 * H + H * H, 4 * H + H * H), W3w = p.subarray(4 * H + H * H, 5 * H + H * H);
  const G1 = g.subarray(0, 2 * H), GB1 = g.subarray(2 * H, 3 * H), G2 = g.subarray(3 * H, 3 * H + H * H), GB2 = g.subarray(3 * H + H * H, 4 * H + H * H), G3 = g.subarray(4 * H + H * H, 5 * H + H * H);
  const iB3 = 5 * H + H * H;
  const W2T = new Float32Array(H * H), X = new Float32Array(2 * S), xn = new Float32Array(2 * B);
  const h1 = new Float32Array(S * H), h2 = new Float32Array(S * H), d1 = new Float32Array(S * H), tA = new Float32Array(S * H), tB = new Float32Array(S * H), cs = new Float32Array(S);
  let t = 0;
  function layer1(n, x) { for (let s = 0; s < n; s++) { const a = x[2 * s], b = x[2 * s + 1], o = s * H; for (let j = 0; j < H; j++) h1[o + j] = tanh(W1[2 * j] * a + W1[2 * j + 1] * b + B1[j]); } }
  return () => {
    t++;
    transpose(H, H, W2, W2T);
    for (let i = 0; i < 2 * B; i++) xn[i] = randn();
    const noise = Math.sqrt(2 * EPS);
    for (let l = 0; l < LS; l++) {
      layer1(B, xn);
      gemmNT(B, H, H, h1, W2, h2, false);
      for (let s = 0; s < B; s++) { const o = s * H; for (let i = 0; i < H; i++) { const h = tanh(h2[o + i] + B2[i]); h2[o + i] = W3w[i] * (1 - h * h); } }
      gemmNT(B, H, H, h2, W2T, d1, false);
      for (let s = 0; s < B; s++) {
        const o = s * H; let g0 = 0, g1 = 0;
        for (let j = 0; j < H; j++) { const h = h1[o + j], d = d1[o + j] * (1 - h * h); g0 += d * W1[2 * j]; g1 += d * W1[2 * j + 1]; }
        xn[2 * s] += -EPS * g0 + noise * randn();
        xn[2 * s + 1] += -EPS * g1 + noise * randn();
      }
    }
    for (let i = 0; i < B; i++) W3.datum(t * 256 + i, X, i);
    X.set(xn, 2 * B);
    layer1(S, X);
    gemmNT(S, H, H, h1, W2, h2, false);
    let loss = 0, gb3 = 0;
    G3.fill(0); GB2.fill(0); G1.fill(0); GB1.fill(0);
    for (let s = 0; s < S; s++) {
      const o = s * H; let e = p[iB3];
      for (let i = 0; i < H; i++) { const h = tanh(h2[o + i] + B2[i]); h2[o + i] = h; e += W3w[i] * h; }
      const sg = s < B ? 1 : -1, c = (sg + 2 * ALPHA * e) / B;
      loss += sg * e / B; gb3 += c;
      for (let i = 0; i < H; i++) { const h = h2[o + i], d = c * W3w[i] * (1 - h * h); G3[i] += c * h; GB2[i] += d; h2[o + i] = d; }
    }
    g[iB3] = gb3;
    gemmNT(H, H, S, transpose(S, H, h2, tA), transpose(S, H, h1, tB), G2, false);
    gemmNT(S, H, H, h2, W2T, d1, false);
    for (let s = 0; s < S; s++) {
      const o = s * H, a = X[2 * s], b = X[2 * s + 1];
      for (let j = 0; j < H; j++) { const h = h1[o + j], d = d1[o + j] * (1 - h * h); G1[2 * j] += d * a; G1[2 * j + 1] += d * b; GB1[j] += d; }
    }
    adam.step(p, g, LR);
    return loss;
  };
})();
// ---------- W4 ----------
export const W4 = { D: 784, H: 256, Z: 2, B: 64, LR: 1e-3, POOL: 512 };
W4.layout = (() => { const { D, H, Z } = W4; const b1 = D * H, wz = b1 + H, bz = wz + H * 2 * Z, w2 = bz + 2 * Z, b2 = w2 + Z * H, w3 = b2 + H, b3 = w3 + H * D; return { b1, wz, bz, w2, b2, w3, b3, n: b3 + D }; })();
W4.init = () => { const o = W4.layout, r = lcg(777), u = (s) => (r() / 8388608 - 1) * s, p = new Float32Array(o.n);
  for (let i = 0; i < o.b1; i++) p[i] = u(0.06); for (let i = o.wz; i < o.bz; i++) p[i] = u(0.1); for (let i = o.w2; i < o.b2; i++) p[i] = u(0.5); for (let i = o.w3; i < o.b3; i++) p[i] = u(0.1); return p; };
W4.images = (binary) => { const { D, POOL } = W4, r = lcg(99), u = () => r() / 16777216, x = new Float32Array(POOL * D);
  for (let n = 0; n < POOL; n++) { const cx = 6 + 16 * u(), cy = 6 + 16 * u(); for (let i = 0; i < D; i++) { const a = i % 28 - cx, b = (i / 28 | 0) - cy; x[n * D + i] = binary ? (a * a + b * b < 30 ? 1 : 0) : Math.min(1, Math.max(0, 1 - (Math.sqrt(a * a + b * b) - 5))); } } return x; };
JS.W4 = (() => {
  const { D, H, Z, B, LR, POOL } = W4, o = W4.layout;
  const img = W4.images(false), p = W4.init(), g = new Float32Array(o.n), adam = new Adam(o.n), F = (n) => new Float32Array(n);
  const h = F(B * H), q = F(B * 4), z = F(B * Z), ep = F(B * Z), d = F(B * H), out = F(B * D), gd = F(B * H), gq = F(B * 4), gh = F(B * H);
  const T1 = F(D * H), T2 = F(D * B), T3 = F(H * B), T4 = F(H * B), T5 = F(4 * H);
  const S = (a, b) => p.subarray(a, b), W1 = S(0, o.b1), WZ = S(o.wz, o.bz), W2 = S(o.w2, o.b2), W3w = S(o.w3, o.b3);
  let t = 0;
  return () => {
    const base = (t * B) % POOL; t++;
    const x = img.subarray(base * D, (base + B) * D);
    gemmNT(B, H, D, x, transpose(D, H, W1, T1), h, false);
    for (let n = 0; n < B; n++) for (let j = 0; j < H; j++) { const v = h[n * H + j] + p[o.b1 + j]; h[n * H + j] = v > 0 ? v : 0; }
    gemmNT(B, 4, H, h, transpose(H, 4, WZ, T5), q, false);
    let loss = 0;
    for (let n = 0; n < B; n++) for (let k = 0; k < Z; k++) {
      const mu = (q[n * 4 + k] += p[o.bz + k]), lv = (q[n * 4 + Z + k] += p[o.bz + Z + k]), e = randn();
      ep[n * Z + k] = e; z[n * Z + k] = mu + Math.exp(0.5 * lv) * e;
      loss += -0.5 * (1 + lv - mu * mu - Math.exp(lv));
    }
    for (let n = 0; n < B; n++) { const z0 = z[2 * n], z1 = z[2 * n + 1]; for (let j = 0; j < H; j++) { const v = z0 * W2[j] + z1 * W2[H + j] + p[o.b2 + j]; d[n * H + j] = v > 0 ? v : 0; } }
    gemmNT(B, D, H, d, transpose(H, D, W3w, T1), out, false);
    g.fill(0, o.b3);
    for (let n = 0; n < B; n++) for (let i = 0; i < D; i++) {
      const v = out[n * D + i] + p[o.b3 + i], xi = x[n * D + i], e = Math.exp(-Math.abs(v)), r = 1 / (1 + e);
      loss += (v > 0 ? v : 0) - v * xi + Math.log(1 + e);
      const go = ((v > 0 ? r : e * r) - xi) / B;
      out[n * D + i] = go; g[o.b3 + i] += go;
    }
    gemmNT(H, D, B, transpose(B, H, d, T3), transpose(B, D, out, T2), g.subarray(o.w3, o.b3), false);
    gemmNT(B, H, D, out, W3w, gd, false);
    g.fill(0, o.wz, o.w3);
    for (let n = 0; n < B; n++) {
      const z0 = z[2 * n], z1 = z[2 * n + 1]; let g0 = 0, g1 = 0;
      for (let j = 0; j < H; j++) {
        const v = d[n * H + j] > 0 ? gd[n * H + j] : 0;
        g[o.w2 + j] += z0 * v; g[o.w2 + H + j] += z1 * v; g[o.b2 + j] += v;
        g0 += v * W2[j]; g1 += v * W2[H + j];
      }
      for (let k = 0; k < Z; k++) {
        const gz = k ? g1 : g0, mu = q[n * 4 + k], lv = q[n * 4 + Z + k];
        gq[n * 4 + k] = gz + mu / B; gq[n * 4 + Z + k] = gz * ep[n * Z + k] * 0.5 * Math.exp(0.5 * lv) + 0.5 * (Math.exp(lv) - 1) / B;
      }
    }
    for (let n = 0; n < B; n++) {
      const q0 = gq[4 * n], q1 = gq[4 * n + 1], q2 = gq[4 * n + 2], q3 = gq[4 * n + 3];
      g[o.bz] += q0; g[o.bz + 1] += q1; g[o.bz + 2] += q2; g[o.bz + 3] += q3;
      for (let j = 0; j < H; j++) {
        const hj = h[n * H + j], w = o.wz + 4 * j;
        g[w] += hj * q0; g[w + 1] += hj * q1; g[w + 2] += hj * q2; g[w + 3] += hj * q3;
        gh[n * H + j] = hj > 0 ? q0 * WZ[4 * j] + q1 * WZ[4 * j + 1] + q2 * WZ[4 * j + 2] + q3 * WZ[4 * j + 3] : 0;
      }
    }
    gemmNT(D, H, B, transpose(B, D, x, T2), transpose(B, H, gh, T4), g.subarray(0, o.b1), false);
    g.fill(0, o.b1, o.wz);
    for (let n = 0; n < B; n++) for (let j = 0; j < H; j++) g[o.b1 + j] += gh[n * H + j];
    adam.step(p, g, LR);
    return loss / B;
  };
})();
// ---------- W5 ----------
export const W5 = { D: 784, H: 128, B: 64, LR: 0.05, POOL: 512 };
W5.init = () => { const r = lcg(31), w = new Float32Array(W5.D * W5.H); for (let i = 0; i < w.length; i++) w[i] = (r() / 8388608 - 1) * 0.02; return w; };
JS.W5 = (() => {
  const { D, H, B, LR, POOL } = W5, img = W4.images(true), w = W5.init(), F = (n) => new Float32Array(n), b = F(D), c = F(H);
  const WT = F(D * H), V = F(2 * B * D), HH = F(2 * B * H), hs = F(B * H), VT = F(2 * B * D), HT = F(2 * B * H);
  const v0 = V.subarray(0, B * D), v1 = V.subarray(B * D), h0 = HH.subarray(0, B * H), h1 = HH.subarray(B * H);
  let t = 0;
  return () => {
    const base = (t * B) % POOL; t++;
    v0.set(img.subarray(base * D, (base + B) * D));
    transpose(D, H, w, WT);
    gemmNT(B, H, D, v0, WT, h0, false);
    for (let n = 0; n < B; n++) for (let j = 0; j < H; j++) { const q = 1 / (1 + Math.exp(-h0[n * H + j] - c[j])); h0[n * H + j] = q; hs[n * H + j] = Math.random() < q ? 1 : 0; }
    gemmNT(B, D, H, hs, w, v1, false);
    let err = 0;
    for (let n = 0; n < B; n++) for (let i = 0; i < D; i++) { const q = 1 / (1 + Math.exp(-v1[n * D + i] - b[i])), e = v0[n * D + i] - q; err += e * e; v1[n * D + i] = Math.random() < q ? 1 : 0; }
    gemmNT(B, H, D, v1, WT, h1, false);
    const lr = LR / B;
    for (let n = 0; n < B; n++) for (let j = 0; j < H; j++) { const q = 1 / (1 + Math.exp(-h1[n * H + j] - c[j])); h1[n * H + j] = -lr * q; }
    for (let i = 0; i < B * H; i++) h0[i] *= lr;
    for (let n = 0; n < B; n++) for (let i = 0; i < D; i++) b[i] += lr * (v0[n * D + i] - v1[n * D + i]);
    for (let n = 0; n < 2 * B; n++) for (let j = 0; j < H; j++) c[j] += HH[n * H + j];
    gemmNT(D, H, 2 * B, transpose(2 * B, D, V, VT), transpose(2 * B, H, HH, HT), w, true);
    return err / B;
  };
})();
// ---------- W6 ----------
const STOPS = [[68, 1, 84], [71, 44, 122], [59, 81, 139], [44, 113, 142], [33, 144, 141], [39, 173, 129], [92, 200, 99], [170, 220, 50], [253, 231, 37]];
export const W6 = { N: 512, NP: 10000 };
W6.field = () => { const f = new Float32Array(512 * 512); for (let p = 0; p < f.length; p++) f[p] = (Math.sin(p % 512 * 0.05) * Math.cos((p / 512 | 0) * 0.031) + 1) * 0.5; return f; };
W6.viridis = (t) => { const s = Math.min(1, Math.max(0, t)) * 8, i = Math.min(7, s | 0), f = s - i; return [0, 1, 2].map((k) => (STOPS[i][k] + f * (STOPS[i + 1][k] - STOPS[i][k])) | 0); };
W6.img = new ImageData(512, 512);
JS['W6 field'] = (() => {
  const f = W6.field(), px = new Uint32Array(W6.img.data.buffer), lut = new Uint32Array(1024);
  for (let i = 0; i < 1024; i++) { const [r, g, b] = W6.viridis(i / 1023); lut[i] = (255 << 24) | (b << 16) | (g << 8) | r; }
  return () => {
    for (let i = 0; i < f.length; i++) { const t = f[i]; px[i] = lut[(t < 0 ? 0 : t > 1 ? 1 : t) * 1023 + 0.5 | 0]; }
    return px[77777] & 255;
  };
})();
W6.px = Array.from({ length: W6.NP }, (_, i) => [((i * 7919) % 5077) / 10, ((i * 104729) % 5081) / 10]);
// Discs with halos, as src/ebm/simd/disc_sprites.rs presses them: one disc computed at 4 x 4 places between pixels.
JS['W6 cloud'] = (() => {
  const px = new Uint32Array(W6.img.data.buffer), bytes = W6.img.data, N = 512, P = 4;
  const X = Float32Array.from(W6.px, (p) => p[0]), Y = Float32Array.from(W6.px, (p) => p[1]);
  const radius = 2, halo = 0.7, ink = [104, 0, 130], paper = [255, 253, 248];
  const reach = Math.ceil(radius + halo + 0.5), side = 2 * reach + 1;
  const stamp = new Uint32Array(P * P * side * side);
  const share = (v) => Math.min(1, Math.max(0, v));
  for (let place = 0, at = 0; place < P * P; place++) {
    const cx = reach + (place % P) / P, cy = reach + (place / P | 0) / P;
    for (let i = 0; i < side * side; i++) {
      const d = Math.hypot(i % side + 0.5 - cx, (i / side | 0) + 0.5 - cy);
      const inner = share(radius + 0.5 - d), outer = share(radius + halo + 0.5 - d) * (1 - inner);
      const [r, g, b] = ink.map((v, k) => inner * v + outer * paper[k] + 0.5 | 0);
      stamp[at++] = ((255 * (inner + outer) + 0.5) << 24 | b << 16 | g << 8 | r) >>> 0;
    }
  }
  return () => {
    px.fill(0);
    for (let n = 0; n < X.length; n++) {
      const x = X[n] + 0.5 / P, y = Y[n] + 0.5 / P, i = Math.floor(x), j = Math.floor(y);
      const of = (((y - j) * P | 0) * P + ((x - i) * P | 0)) * side * side;
      const left = i - reach, top = j - reach;
      const from = Math.max(0, -left), to = Math.min(side, N - left), last = Math.min(side, N - top);
      for (let row = Math.max(0, -top); row < last; row++) {
        const source = of + row * side, target = (top + row) * N + left;
        for (let c = from; c < to; c++) {
          const above = stamp[source + c], clear = 255 - (above >>> 24);
          if (clear === 255) continue;
          const below = px[target + c];
          if (clear === 0 || below === 0) { px[target + c] = above; continue; }
          let even = Math.imul(below & 0xFF00FF, clear) + 0x800080, odd = Math.imul(below >>> 8 & 0xFF00FF, clear) + 0x800080;
          even = (even + (even >>> 8 & 0xFF00FF)) >>> 8 & 0xFF00FF;
          odd = (odd + (odd >>> 8 & 0xFF00FF)) >>> 8 & 0xFF00FF;
          px[target + c] = above + (even | odd << 8);
        }
      }
    }
    // Pictures of the browser are not weighed by their opacity.
    for (let p = 0; p < px.length; p++) {
      const a = px[p] >>> 24;
      if (a === 0 || a === 255) continue;
      for (let k = 4 * p; k < 4 * p + 3; k++) bytes[k] = Math.min(255, 255 * bytes[k] / a + 0.5 | 0);
    }
    let sum = 0;
    for (let p = 0; p < px.length; p += 97) sum += bytes[4 * p] + bytes[4 * p + 1] + bytes[4 * p + 2] + bytes[4 * p + 3];
    return sum;
  };
})();
