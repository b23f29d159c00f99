// What the app itself counts of its live streams.

const ENCODED = /^milepost_live_encoded_frames_total(?:\{[^}]*\})? (\d+)$/gm

const PATIENCE_MS = 5000

/** Frames encoded since the start; 0 for a server that counts none. Fails when none answers. */
export async function readEncodings(url: string): Promise<number> {
  const response = await fetch(`${url}/api/metrics`, { signal: AbortSignal.timeout(PATIENCE_MS) })
  const text = await response.text()
  return [...text.matchAll(ENCODED)].reduce((sum, [, count]) => sum + Number(count), 0)
}
