// Runs an ONNX file in ONNX Runtime on numbers from a file.
//
// usage: node run_onnx.mjs FILE.onnx INPUT OUTPUT EXTENT...
//
// INPUT and OUTPUT hold 32-bit floats, EXTENT... is the input's shape. The package onnxruntime-node is looked for from the folder that
// DIGITLAB_ONNXRUNTIME names. What the file says of its input and output is printed as JSON.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [file, input, output, ...extents] = process.argv.slice(2);
const { InferenceSession, Tensor } = createRequire(path.resolve(process.env.DIGITLAB_ONNXRUNTIME, "index.js"))("onnxruntime-node");
const session = await InferenceSession.create(file, { executionProviders: ["cpu"], intraOpNumThreads: 2, logSeverityLevel: 3 });
const bytes = readFileSync(input);
const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const results = await session.run({ [session.inputNames[0]]: new Tensor("float32", values, extents.map(Number)) });
const result = results[session.outputNames[0]];
writeFileSync(output, new Uint8Array(result.data.buffer, result.data.byteOffset, result.data.byteLength));
console.log(JSON.stringify({ inputs: session.inputNames, outputs: session.outputNames, shape: result.dims }));
