// One vehicle: its baked mark at its place, turned to its heading, with a clock when it has gone silent.

import { FRAGMENT_HEAD, VERTEX_HEAD } from './shared.glsl'

export const SPRITE_VERTEX = `${VERTEX_HEAD}
layout(location = 0) in vec4 a_path;
layout(location = 1) in vec2 a_time;
layout(location = 2) in vec2 a_heading;
layout(location = 3) in uvec4 a_look;

uniform float u_scale;
uniform float u_fade;
uniform float u_bearing;
uniform float u_forced;

out vec2 v_at;
out vec2 v_turned;
flat out float v_cell;
flat out float v_stale;
flat out float v_alpha;

/** Half the square a mark needs, in icon units: every pixel counts where there is no graphics card. */
const float REACH = 11.2;
const float REACH_TURNED = 12.4;
const float REACH_STALE = 13.2;

void main() {
  float shown = float(a_look.y & 1u);
  float before = float((a_look.y >> 1) & 1u);
  v_alpha = max(mix(before, shown, u_fade), u_forced);
  if (v_alpha <= 0.0) {
    gl_Position = NOWHERE;
    return;
  }
  float t = progress(a_time);
  // -32768 stands for "no heading".
  bool directed = a_look.x == 0u && a_heading.y > -32000.0;
  float turn = directed ? radians(mix(a_heading.x, a_heading.y, min(1.0, t * 2.0)) * 0.1 - u_bearing) : 0.0;
  v_stale = float((a_look.y >> 2) & 1u);
  v_cell = (a_look.x == 0u && !directed ? 5.0 : float(a_look.x)) + (v_stale > 0.5 ? 6.0 : 0.0);
  v_at = corner() * (v_stale > 0.5 ? REACH_STALE : directed ? REACH_TURNED : REACH);
  float c = cos(turn), s = sin(turn);
  v_turned = vec2(c * v_at.x + s * v_at.y, c * v_at.y - s * v_at.x);
  gl_Position = clipAt(mix(a_path.xy, a_path.zw, t), v_at * u_scale);
}
`

/** The texture is a row of square cells: see mark-atlas.ts. */
export const SPRITE_FRAGMENT = `${FRAGMENT_HEAD}
in vec2 v_at;
in vec2 v_turned;
flat in float v_cell;
flat in float v_stale;
flat in float v_alpha;

uniform sampler2D u_marks;
uniform float u_cell_reach;
uniform float u_cells;

vec4 cell(float index, vec2 at) {
  vec2 inside = clamp(at / u_cell_reach * 0.5 + 0.5, 0.002, 0.998);
  return texture(u_marks, vec2((index + inside.x) / u_cells, inside.y));
}

void main() {
  vec4 color = cell(v_cell, v_turned);
  if (v_stale > 0.5) {
    vec2 at = v_at - vec2(7.4, -7.4);
    vec4 clock = max(abs(at.x), abs(at.y)) < 6.0 ? cell(12.0, at) : vec4(0.0);
    color = color * (1.0 - clock.a) + clock;
  }
  o_color = color * v_alpha;
}
`

/** What lies under the hovered or chosen mark: a soft disc, and a ring when chosen. */
export const HALO_VERTEX = `${VERTEX_HEAD}
layout(location = 0) in vec4 a_path;
layout(location = 1) in vec2 a_time;
uniform float u_scale;
out vec2 v_at;

void main() {
  v_at = corner() * 22.0;
  gl_Position = clipAt(mix(a_path.xy, a_path.zw, progress(a_time)), v_at * u_scale);
}
`

export const HALO_FRAGMENT = `${FRAGMENT_HEAD}
in vec2 v_at;
uniform float u_scale;
uniform float u_ring;
uniform vec3 u_paper;
uniform vec3 u_accent;

void main() {
  float r = length(v_at);
  vec4 painted = over(vec4(0.0), u_accent, (0.1 + 0.1 * u_ring) * cover((r - 20.0) * u_scale));
  painted = over(painted, u_paper, u_ring * cover((abs(r - 14.2) - 2.4) * u_scale));
  o_color = over(painted, u_accent, u_ring * cover((abs(r - 14.2) - 1.25) * u_scale));
}
`
