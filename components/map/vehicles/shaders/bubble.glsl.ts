// One cluster: a paper disc with a ring that shows how its vehicles are doing, clockwise from the top by status.

import { FRAGMENT_HEAD, VERTEX_HEAD } from './shared.glsl'

export const BUBBLE_VERTEX = `${VERTEX_HEAD}
layout(location = 0) in vec3 a_bubble;
layout(location = 1) in vec4 a_shares;
uniform float u_alpha;

out vec2 v_at;
flat out float v_radius;
flat out vec4 v_shares;

void main() {
  v_radius = a_bubble.z;
  v_shares = a_shares;
  v_at = corner() * (v_radius + 5.0);
  gl_Position = clipAt(a_bubble.xy, v_at);
}
`

export const BUBBLE_FRAGMENT = `${FRAGMENT_HEAD}
in vec2 v_at;
flat in float v_radius;
flat in vec4 v_shares;

uniform float u_alpha;
uniform vec3 u_status_colors[5];
uniform vec3 u_paper;

vec3 ringColor(float share) {
  vec3 color = u_status_colors[0];
  color = share > v_shares.x ? u_status_colors[1] : color;
  color = share > v_shares.y ? u_status_colors[2] : color;
  color = share > v_shares.z ? u_status_colors[3] : color;
  return share > v_shares.w ? u_status_colors[4] : color;
}

void main() {
  float r = length(v_at);
  float share = fract(atan(v_at.x, -v_at.y) / 6.2831853);
  float shadow = 1.0 - smoothstep(v_radius - 2.0, v_radius + 5.0, length(v_at - vec2(0.0, 1.0)));
  vec4 painted = over(vec4(0.0), vec3(0.03, 0.05, 0.08), 0.26 * shadow);
  painted = over(painted, u_paper, cover(r - v_radius));
  painted = over(painted, ringColor(share), cover(abs(r - (v_radius - 2.6)) - 1.5));
  o_color = painted * u_alpha;
}
`
