// The workloads in TensorFlow.js as its users write them: variables, tf.grad, tf.train.adam.
import { W3, W4, W5 } from './plain.js';

export function workloads(tf) {
  const I = {};
  I.W1 = () => {
    const N = 512, NZ = 96, BETA = 4, R = 64;
    const gx = tf.tensor2d(Float32Array.from({ length: NZ }, (_, k) => 1.5 * Math.cos(k / NZ * 2 * Math.PI)), [1, NZ]);
    const gy = tf.tensor2d(Float32Array.from({ length: NZ }, (_, k) => 0.8 * Math.sin(k / NZ * 2 * Math.PI)), [1, NZ]);
    const co = Float32Array.from({ length: N }, (_, i) => -2 + 4 * (i + 0.5) / N);
    const dx2 = tf.square(tf.sub(tf.tensor2d(co, [N, 1]), gx)), dy2 = tf.square(tf.sub(tf.tensor2d(co, [N, 1]), gy));
    return () => {
      let s = 0;
      for (let r = 0; r < N; r += R) tf.tidy(() => {
        const e = tf.add(tf.reshape(tf.slice(dy2, [r, 0], [R, NZ]), [R, 1, NZ]), tf.reshape(dx2, [1, N, NZ]));
        const finf = tf.min(e, 2), fb = tf.mul(tf.sub(tf.logSumExp(tf.mul(e, -BETA), 2), Math.log(NZ)), -1 / BETA);
        const a = finf.dataSync(), b = fb.dataSync();
        for (let k = 0; k < 64; k++) {
          const p = (k * 4099 + 77) % (N * N) - r * N;
          if (p >= 0 && p < R * N) s += a[p] + b[p];
        }
      });
      return s;
    };
  };
  I.W2 = () => {
    const NP = 10000, STEPS = 100, K = 8, SIG = 0.4, DT = 0.01, is2 = 1 / (SIG * SIG);
    const mu = tf.tensor2d(Array.from({ length: K }, (_, k) => [2 * Math.cos(k / K * 2 * Math.PI), 2 * Math.sin(k / K * 2 * Math.PI)]));
    const muT = tf.transpose(tf.mul(mu, is2)), c = tf.mul(tf.sum(tf.square(mu), 1), -0.5 * is2);
    return () => {
      let x = tf.randomNormal([NP, 2]);
      for (let t = 0; t < STEPS; t++) {
        const nx = tf.tidy(() => {
          const w = tf.softmax(tf.add(tf.matMul(x, muT), c));
          const m = tf.matMul(w, mu);
          return tf.add(tf.add(tf.mul(x, 1 - DT * is2), tf.mul(m, DT * is2)), tf.mul(tf.randomNormal([NP, 2]), Math.sqrt(2 * DT)));
        });
        x.dispose(); x = nx;
      }
      const r = tf.tidy(() => tf.mean(tf.sum(tf.square(x), 1)).dataSync()[0]);
      x.dispose();
      return r;
    };
  };
  I.W3 = () => {
    const { H, B, LS, EPS, ALPHA, LR } = W3, p = W3.init(), s = (a, n, sh) => tf.variable(tf.tensor(p.slice(a, a + n), sh));
    // [in x out] kernels: transpose the shared [out x in] layout
    const w1 = tf.variable(tf.transpose(tf.tensor(p.slice(0, 2 * H), [H, 2]))), b1 = s(2 * H, H, [H]);
    const w2 = tf.variable(tf.transpose(tf.tensor(p.slice(3 * H, 3 * H + H * H), [H, H]))), b2 = s(3 * H + H * H, H, [H]);
    const w3 = s(4 * H + H * H, H, [H, 1]), b3 = s(5 * H + H * H, 1, [1]);
    const energy = (x) => tf.add(tf.matMul(tf.tanh(tf.add(tf.matMul(tf.tanh(tf.add(tf.matMul(x, w1), b1)), w2), b2)), w3), b3);
    const gradE = tf.grad((x) => tf.sum(energy(x)));
    const opt = tf.train.adam(LR);
    const buf = new Float32Array(2 * B);
    let t = 0;
    return () => {
      t++;
      for (let i = 0; i < B; i++) W3.datum(t * 256 + i, buf, i);
      const data = tf.tensor2d(buf.slice(), [B, 2]);
      let x = tf.randomNormal([B, 2]);
      for (let l = 0; l < LS; l++) { const nx = tf.tidy(() => tf.add(tf.sub(x, tf.mul(gradE(x), EPS)), tf.mul(tf.randomNormal([B, 2]), Math.sqrt(2 * EPS)))); x.dispose(); x = nx; }
      const loss = opt.minimize(() => {
        const ed = energy(data), en = energy(x);
        return tf.add(tf.sub(tf.mean(ed), tf.mean(en)), tf.mul(tf.add(tf.mean(tf.square(ed)), tf.mean(tf.square(en))), ALPHA));
      }, true);
      const r = loss.dataSync()[0];
      loss.dispose(); x.dispose(); data.dispose();
      return r;
    };
  };
  I.W4 = () => {
    const { D, H, Z, B, LR, POOL } = W4, o = W4.layout, p = W4.init(), s = (a, b, sh) => tf.variable(tf.tensor(p.slice(a, b), sh));
    const W1 = s(0, o.b1, [D, H]), b1 = s(o.b1, o.wz, [H]), WZ = s(o.wz, o.bz, [H, 4]), bz = s(o.bz, o.w2, [4]), W2 = s(o.w2, o.b2, [Z, H]), b2 = s(o.b2, o.w3, [H]), W3 = s(o.w3, o.b3, [H, D]), b3 = s(o.b3, o.n, [D]);
    const img = W4.images(false), batches = [];
    for (let n = 0; n < POOL; n += B) batches.push(tf.tensor2d(img.slice(n * D, (n + B) * D), [B, D]));
    const opt = tf.train.adam(LR);
    let t = 0;
    return () => {
      const x = batches[t++ % batches.length];
      const loss = opt.minimize(() => {
        const h = tf.relu(tf.add(tf.matMul(x, W1), b1)), q = tf.add(tf.matMul(h, WZ), bz);
        const mu = tf.slice(q, [0, 0], [B, Z]), lv = tf.slice(q, [0, Z], [B, Z]);
        const z = tf.add(mu, tf.mul(tf.exp(tf.mul(lv, 0.5)), tf.randomNormal([B, Z])));
        const v = tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(z, W2), b2)), W3), b3);
        const bce = tf.sum(tf.add(tf.sub(tf.relu(v), tf.mul(v, x)), tf.log1p(tf.exp(tf.neg(tf.abs(v))))));
        const kl = tf.mul(tf.sum(tf.sub(tf.sub(tf.add(1, lv), tf.square(mu)), tf.exp(lv))), -0.5);
        return tf.div(tf.add(bce, kl), B);
      }, true);
      const r = loss.dataSync()[0];
      loss.dispose();
      return r;
    };
  };
  I.W5 = () => {
    const { D, H, B, LR, POOL } = W5, img = W4.images(true), batches = [];
    for (let n = 0; n < POOL; n += B) batches.push(tf.tensor2d(img.slice(n * D, (n + B) * D), [B, D]));
    let w = tf.tensor2d(W5.init(), [D, H]), b = tf.zeros([D]), c = tf.zeros([H]), t = 0;
    return () => {
      const v0 = batches[t++ % batches.length];
      const [nw, nb, nc, err] = tf.tidy(() => {
        const h0 = tf.sigmoid(tf.add(tf.matMul(v0, w), c)), hs = tf.cast(tf.less(tf.randomUniform([B, H]), h0), 'float32');
        const p1 = tf.sigmoid(tf.add(tf.matMul(hs, w, false, true), b)), v1 = tf.cast(tf.less(tf.randomUniform([B, D]), p1), 'float32');
        const h1 = tf.sigmoid(tf.add(tf.matMul(v1, w), c));
        const dw = tf.sub(tf.matMul(v0, h0, true, false), tf.matMul(v1, h1, true, false)), lr = LR / B;
        return [tf.add(w, tf.mul(dw, lr)), tf.add(b, tf.mul(tf.sum(tf.sub(v0, v1), 0), lr)), tf.add(c, tf.mul(tf.sum(tf.sub(h0, h1), 0), lr)), tf.sum(tf.square(tf.sub(v0, p1)))];
      });
      w.dispose(); b.dispose(); c.dispose();
      w = nw; b = nb; c = nc;
      const r = err.dataSync()[0] / B; err.dispose();
      return r;
    };
  };
  return I;
}
