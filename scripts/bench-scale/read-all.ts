// The reading end of a stream of the product.

/** Reads as fast as chunks come, until the stream ends. @throws what the stream fails with. */
export async function readAll(
  stream: ReadableStream<Uint8Array>,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const reader = stream.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) take(next.value)
}
