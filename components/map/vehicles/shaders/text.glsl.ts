// Pieces of text cut from a texture: names that travel with their vehicle, and the digits of cluster counts.

import { FRAGMENT_HEAD, VERTEX_HEAD } from './shared.glsl'

/** `a_box`: offset of the piece's centre and its size in CSS pixels. `a_cut`: its place in the texture, 0 to 1. */
export const TEXT_VERTEX = `${VERTEX_HEAD}
layout(location = 0) in vec4 a_path;
layout(location = 1) in vec2 a_time;
layout(location = 2) in vec4 a_box;
layout(location = 3) in vec4 a_cut;
uniform float u_pixel_ratio_v;
out vec2 v_cut;

void main() {
  vec4 anchor = clipAt(mix(a_path.xy, a_path.zw, progress(a_time)), a_box.xy);
  vec2 size = u_viewport * u_pixel_ratio_v;
  // The top left corner sits on a whole device pixel, or small text turns to mist.
  vec2 top_left = (anchor.xy / anchor.w * vec2(0.5, -0.5) + 0.5) * size - a_box.zw * 0.5 * u_pixel_ratio_v;
  vec2 px = floor(top_left + 0.5) + (corner() * 0.5 + 0.5) * a_box.zw * u_pixel_ratio_v;
  v_cut = mix(a_cut.xy, a_cut.zw, corner() * 0.5 + 0.5);
  gl_Position = vec4((px / size - 0.5) * vec2(2.0, -2.0), 0.0, 1.0);
}
`

export const TEXT_FRAGMENT = `${FRAGMENT_HEAD}
in vec2 v_cut;
uniform sampler2D u_texture;
uniform float u_alpha;

void main() {
  o_color = texture(u_texture, v_cut) * u_alpha;
}
`
