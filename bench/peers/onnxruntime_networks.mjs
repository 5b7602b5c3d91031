// Measures an ONNX file in ONNX Runtime, as long as it is asked to.
//
// usage: node onnxruntime_networks.mjs FILE.onnx INFERENCE_BATCH THREADS SECONDS
//        node onnxruntime_networks.mjs --check        whether ONNX Runtime is here
//
// The package onnxruntime-node is looked for from the folder that DIGITLAB_ONNXRUNTIME names, else from this one.
// It says who it is in a line, then answers each line of its input with a number: "inference" with digits a second,
// "latency" with microseconds.
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import path from "node:path";

function load(name) {
  try {
    return require(name);
  } catch (error) {
    console.error(error.message.split("\n")[0]);
    process.exit(1);
  }
}

const [file, many, threads, seconds] = process.argv.slice(2);
const folder = process.env.DIGITLAB_ONNXRUNTIME;
const require = createRequire(folder ? path.resolve(folder, "index.js") : import.meta.url);
const { Tensor } = load("onnxruntime-node");

// The binding itself, synchronous: the public session.run waits for a turn of the event loop in front of each run, some microseconds
// that are Node's and not the engine's.
const { binding, initOrt } = require(path.join(path.dirname(require.resolve("onnxruntime-node")), "binding.js"));
initOrt();
if (file === "--check") {
  process.exit(0);
}

const session = new binding.InferenceSession();
session.loadModel(path.resolve(file), {
  executionProviders: ["cpu"],
  intraOpNumThreads: Number(threads),
  interOpNumThreads: 1,
  executionMode: "sequential",
  graphOptimizationLevel: "all",
});

function runner(count) {
  const pictures = Float32Array.from({ length: count * 28 * 28 }, Math.random);
  const feeds = { pictures: new Tensor("float32", pictures, [count, 1, 28, 28]) };
  const fetches = { logits: new Tensor("float32", new Float32Array(count * 10), [count, 10]) };
  return () => session.run(feeds, fetches, {});
}

function rate(work, digits, duration) {
  const start = performance.now();
  let done = 0, elapsed;
  do {
    work();
    done += digits;
    elapsed = performance.now() - start;
  } while (elapsed < 1000 * duration);
  return (1000 * done) / elapsed;
}

function medianMicroseconds(work, duration) {
  const times = [];
  const start = performance.now();
  let before = start;
  do {
    work();
    const after = performance.now();
    times.push(after - before);
    before = after;
  } while (before - start < 1000 * duration);
  times.sort((a, b) => a - b);
  return 1000 * times[times.length >> 1];
}

const [lot, one] = [runner(Number(many)), runner(1)];
const answers = {
  inference: (duration) => rate(lot, Number(many), duration),
  latency: (duration) => medianMicroseconds(one, duration),
};

for (const answer of Object.values(answers)) {
  answer(Number(seconds) / 2); // warm
}

console.log(`ONNX Runtime ${require("onnxruntime-node/package.json").version} (Node ${process.versions.node})`);
for await (const line of createInterface({ input: process.stdin })) {
  console.log(answers[line.trim()](Number(seconds)));
}
