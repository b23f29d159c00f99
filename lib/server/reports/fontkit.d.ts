// What is used of fontkit, which has no types: the public part as its readme tells, and of the rest what pdf-font.ts and
// pdf-outline.ts change.

declare module 'fontkit' {
  type Point = { x: number; y: number; copy(): Point }
  type PointClass = new (onCurve: boolean, endContour: boolean, x: number, y: number) => Point

  export type Glyph = {
    id: number
    codePoints: readonly number[]
    /** The outline as drawing commands in font units. */
    path: {
      commands: { command: string; args: number[] }[]
      bbox: { minX: number; minY: number; maxX: number; maxY: number }
    }
    advanceWidth: number
  }

  export type GlyphRun = {
    glyphs: Glyph[]
    positions: { xAdvance: number; xOffset: number; yOffset: number }[]
  }

  export type Font = {
    unitsPerEm: number
    postscriptName: string
    variationAxes: { wght?: { default: number } }
    hasGlyphForCodePoint(code: number): boolean
    getGlyph(id: number, codePoints?: readonly number[]): Glyph
    layout(
      text: string,
      features?: Readonly<Record<string, boolean>>,
      script?: string,
      language?: string,
      direction?: 'ltr' | 'rtl',
    ): GlyphRun
    // WOFF 2
    stream: {
      pos: number
      readBuffer(length: number): Uint8Array
      constructor: new (bytes: Uint8Array) => Font['stream']
    }
    directory: {
      totalCompressedSize: number
      tables: Record<string, { offset: number; length: number; transformLength?: number }>
    }
    _dataPos: number
    _decompressed?: boolean
    _decompress(): void
    _transformGlyfTable(): void
    _transformedGlyphs?: {
      points?: (Point & { constructor: PointClass })[]
      components?: { dx: number; dy: number }[]
    }[]
    // Variable fonts
    variationCoords: number[] | null
    _variationProcessor: { transformPoints(id: number, points: Point[]): void } | null
  }

  /** Reads a font. @throws Error for what is none */
  export function create(bytes: Uint8Array): Font
}
