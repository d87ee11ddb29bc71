// Plain JavaScript: it starts in a few milliseconds. A picture from outside is opened here and nowhere else.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { imageSize } from 'image-size'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const MOST_CODES = 4
const { bytes, mostPixels } = workerData
// A few kilobytes may unfold into gigabytes: what it claims to be is read before it is unfolded.
const { width, height } = imageSize(bytes)
if (width * height > mostPixels) parentPort.postMessage({ missing: 'too_large' })
else {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } })
  const found = await readBarcodes(bytes, { formats: ['QRCode'], maxNumberOfSymbols: MOST_CODES })
  parentPort.postMessage({ codes: found.filter(({ isValid }) => isValid).map(({ text }) => text) })
}
