// Small WebGL 2 helpers: compile, find uniforms, keep a growing buffer. They know nothing of vehicles.

export type GlProgram = {
  readonly program: WebGLProgram
  /** Location by uniform name; null when the shader does not use it, which WebGL accepts and ignores. */
  uniform(name: string): WebGLUniformLocation | null
}

/** Compiles and links; throws with the driver's words when the shader is wrong. */
export function createProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): GlProgram {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)
    if (!shader) throw new Error('no shader: the WebGL context is lost')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    // Marked now, freed together with the program.
    gl.deleteShader(shader)
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`)
    }
  }
  gl.linkProgram(program)
  const locations = new Map<string, WebGLUniformLocation | null>()
  return {
    program,
    uniform(name) {
      const known = locations.get(name)
      if (known !== undefined) return known
      const found = gl.getUniformLocation(program, name)
      locations.set(name, found)
      return found
    },
  }
}

/** One attribute of an instance: `at` bytes into a record of `stride` bytes. */
export type Attribute = {
  location: number
  size: number
  type: 'float' | 'short' | 'unorm8' | 'uint8'
  at: number
}

/** Points the attributes of the bound vertex array at `buffer`, one record an instance, beginning at `startByte`. */
export function bindInstances(
  gl: WebGL2RenderingContext,
  buffer: WebGLBuffer,
  layout: { stride: number; attributes: readonly Attribute[]; startByte?: number },
) {
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
  for (const { location, size, type, at } of layout.attributes) {
    const offset = at + (layout.startByte ?? 0)
    gl.enableVertexAttribArray(location)
    if (type === 'uint8') gl.vertexAttribIPointer(location, size, gl.UNSIGNED_BYTE, layout.stride, offset)
    else if (type === 'unorm8')
      gl.vertexAttribPointer(location, size, gl.UNSIGNED_BYTE, true, layout.stride, offset)
    else {
      const kind = type === 'short' ? gl.SHORT : gl.FLOAT
      gl.vertexAttribPointer(location, size, kind, false, layout.stride, offset)
    }
    gl.vertexAttribDivisor(location, 1)
  }
}

/** `matrix` (column-major 4 x 4) moved by x and y, computed in float64 and rounded once at the end. */
export function translated(matrix: ArrayLike<number>, x: number, y: number): Float32Array {
  const out = new Float32Array(16)
  for (let i = 0; i < 16; i++) out[i] = matrix[i] ?? 0
  for (let row = 0; row < 4; row++) {
    out[12 + row] = (matrix[row] ?? 0) * x + (matrix[4 + row] ?? 0) * y + (matrix[12 + row] ?? 0)
  }
  return out
}
