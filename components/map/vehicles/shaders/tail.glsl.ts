// The last stretch of a trail: from its end to where the vehicle is shown at this moment.

import { FRAGMENT_HEAD, VERTEX_HEAD } from './shared.glsl'

export const TAIL_VERTEX = `${VERTEX_HEAD}
uniform vec4 u_ends;
uniform float u_width;
out vec2 v_at;
flat out float v_length;

void main() {
  vec4 a = u_matrix * vec4(u_ends.xy, 0.0, 1.0);
  vec4 b = u_matrix * vec4(u_ends.zw, 0.0, 1.0);
  vec2 along = (b.xy / b.w - a.xy / a.w) * 0.5 * u_viewport * vec2(1.0, -1.0);
  v_length = length(along);
  vec2 forward = v_length > 0.0 ? along / v_length : vec2(1.0, 0.0);
  vec2 c = corner();
  v_at = vec2((c.x * 0.5 + 0.5) * v_length + c.x * u_width, c.y * u_width);
  gl_Position = clipAt(u_ends.xy, forward * v_at.x + vec2(-forward.y, forward.x) * v_at.y);
}
`

export const TAIL_FRAGMENT = `${FRAGMENT_HEAD}
in vec2 v_at;
flat in float v_length;
uniform float u_width;
uniform vec3 u_color;

void main() {
  float apart = length(v_at - vec2(clamp(v_at.x, 0.0, v_length), 0.0));
  o_color = vec4(u_color, 1.0) * cover(apart - u_width * 0.5);
}
`
