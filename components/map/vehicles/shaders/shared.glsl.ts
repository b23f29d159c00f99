// GLSL that every vehicle program begins with: where a vehicle is shown now, and how pixels become clip space.

export const VERTEX_HEAD = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform vec2 u_viewport;
uniform float u_now;

vec2 corner() {
  return vec2(float(gl_VertexID & 1) * 2.0 - 1.0, float(gl_VertexID >> 1) * 2.0 - 1.0);
}

float progress(vec2 time) {
  return time.y > 0.0 ? clamp((u_now - time.x) / time.y, 0.0, 1.0) : 1.0;
}

vec4 clipAt(vec2 world, vec2 offsetPx) {
  vec4 clip = u_matrix * vec4(world, 0.0, 1.0);
  clip.xy += offsetPx * vec2(2.0, -2.0) / u_viewport * clip.w;
  return clip;
}

const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
`

export const FRAGMENT_HEAD = `#version 300 es
precision highp float;
out vec4 o_color;
uniform float u_pixel_ratio;

/** 1 inside the shape, 0 outside, one device pixel of ramp between; distances in CSS pixels. */
float cover(float distancePx) {
  return clamp(0.5 - distancePx * u_pixel_ratio, 0.0, 1.0);
}

/** Paints over what is below; colours are straight, the result is premultiplied. */
vec4 over(vec4 below, vec3 color, float alpha) {
  return below * (1.0 - alpha) + vec4(color * alpha, alpha);
}
`
