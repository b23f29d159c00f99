// One vehicle: a shape by status, drawn from distances so that it is sharp at any size. Units are those of a 20 px icon.

import { FRAGMENT_HEAD, VERTEX_HEAD } from './shared.glsl'

export const SPRITE_VERTEX = `${VERTEX_HEAD}
layout(location = 0) in vec4 a_path;
layout(location = 1) in vec2 a_time;
layout(location = 2) in vec2 a_heading;
layout(location = 3) in uvec4 a_look;

uniform float u_scale;
uniform float u_reach;
uniform float u_fade;
uniform float u_bearing;
uniform float u_forced;

out vec2 v_at;
flat out float v_turn;
flat out uint v_status;
flat out float v_stale;
flat out float v_alpha;

void main() {
  float shown = float(a_look.y & 1u);
  float before = float((a_look.y >> 1) & 1u);
  v_alpha = max(mix(before, shown, u_fade), u_forced);
  if (v_alpha <= 0.0) {
    gl_Position = NOWHERE;
    return;
  }
  float t = progress(a_time);
  v_at = corner() * u_reach;
  v_status = a_look.x;
  v_stale = float((a_look.y >> 2) & 1u);
  // -32768 stands for "no heading".
  float heading = mix(a_heading.x, a_heading.y, min(1.0, t * 2.0)) * 0.1;
  v_turn = a_heading.y < -32000.0 ? 1000.0 : radians(heading - u_bearing);
  gl_Position = clipAt(mix(a_path.xy, a_path.zw, t), v_at * u_scale);
}
`

export const SPRITE_FRAGMENT = `${FRAGMENT_HEAD}
in vec2 v_at;
flat in float v_turn;
flat in uint v_status;
flat in float v_stale;
flat in float v_alpha;

uniform float u_scale;
uniform float u_emphasis;
uniform vec3 u_status_colors[5];
uniform vec3 u_paper;
uniform vec3 u_accent;
uniform vec3 u_warning;

float segment(vec2 p, vec2 a, vec2 b) {
  vec2 along = b - a;
  return length(p - a - along * clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0));
}

float box(vec2 p, vec2 half_size, float radius) {
  vec2 q = abs(p) - half_size + radius;
  return min(max(q.x, q.y), 0.0) + length(max(q, 0.0)) - radius;
}

/** A navigation arrow pointing up, symmetric, so only its right half is measured. */
float arrow(vec2 p) {
  vec2 q = vec2(abs(p.x), p.y);
  vec2 tip = vec2(0.0, -8.6), wing = vec2(6.3, 7.4), notch = vec2(0.0, 4.4);
  float edge = min(segment(q, tip, wing), segment(q, wing, notch));
  vec2 side = wing - tip, base = notch - wing;
  bool inside = side.x * (q.y - tip.y) - side.y * (q.x - tip.x) > 0.0
    && base.x * (q.y - wing.y) - base.y * (q.x - wing.x) > 0.0;
  return (inside ? -edge : edge) - 0.8;
}

float letterP(vec2 p) {
  float stem = segment(p, vec2(-2.0, 4.2), vec2(-2.0, -4.1));
  float arms = min(segment(p, vec2(-2.0, -4.1), vec2(0.7, -4.1)), segment(p, vec2(-2.0, 1.0), vec2(0.7, 1.0)));
  vec2 q = p - vec2(0.7, -1.55);
  float bowl = q.x > 0.0 ? abs(length(q) - 2.55) : 1e3;
  return min(stem, min(arms, bowl)) - 0.9;
}

/** Distance to the outline of the whole mark: what the casing and the shadow follow. */
float silhouette(vec2 p, vec2 turned) {
  if (v_status == 0u) return v_turn > 100.0 ? length(p) - 6.5 : arrow(turned);
  if (v_status == 1u) return length(p) - 8.25;
  if (v_status == 2u) return box(p, vec2(7.5), 3.2);
  if (v_status == 3u) return length(p) - 7.5;
  return (abs(p.x) + abs(p.y) - 9.2) * 0.7071 - 0.4;
}

/** Distance to what is left in the paper's colour inside the mark. */
float cutout(vec2 p) {
  if (v_status == 1u) {
    float bars = segment(vec2(abs(p.x), p.y), vec2(2.1, -2.9), vec2(2.1, 2.9)) - 1.05;
    return max(length(p) - 6.2, -bars);
  }
  if (v_status == 2u) return letterP(p);
  if (v_status == 3u) {
    float dash = abs(fract(atan(p.y, p.x) * 1.2732395 + 0.25) - 0.5) * 2.0;
    float gap = (0.62 - dash) * 2.6;
    return min(length(p) - 5.4, gap);
  }
  if (v_status == 4u) return (abs(p.x) + abs(p.y) - 6.2) * 0.7071 - 0.2;
  return 1e3;
}

vec4 staleBadge(vec4 below, vec2 p) {
  vec2 q = p - vec2(7.4, -7.4);
  float r = length(q);
  vec4 badge = over(below, u_paper, cover((r - 5.2) * u_scale));
  float hands = min(segment(q, vec2(0.0), vec2(0.0, -2.4)), segment(q, vec2(0.0), vec2(1.7, 0.9))) - 0.55;
  float ring = abs(r - 3.7) - 0.65;
  return over(badge, u_warning, cover(min(ring, hands) * u_scale));
}

void main() {
  vec2 p = v_at;
  float c = cos(v_turn), s = sin(v_turn);
  vec2 turned = vec2(c * p.x + s * p.y, c * p.y - s * p.x);
  float body = silhouette(p, turned);
  vec3 color = u_status_colors[min(v_status, 4u)];

  vec4 painted = vec4(0.0);
  if (u_emphasis > 0.0) {
    float r = length(p);
    painted = over(painted, u_accent, (u_emphasis > 1.5 ? 0.2 : 0.1) * cover((r - 20.0) * u_scale));
    if (u_emphasis > 1.5) {
      painted = over(painted, u_paper, cover((abs(r - 14.2) - 2.4) * u_scale));
      painted = over(painted, u_accent, cover((abs(r - 14.2) - 1.25) * u_scale));
    }
  }
  float shadow = 1.0 - smoothstep(-1.0, 4.0, silhouette(p - vec2(0.0, 1.0), turned - vec2(s, c)));
  painted = over(painted, vec3(0.03, 0.05, 0.08), 0.28 * shadow);
  painted = over(painted, u_paper, cover((body - 1.6) * u_scale));
  float ink = cover(body * u_scale) * (1.0 - cover(cutout(p) * u_scale));
  painted = over(painted, mix(color, u_paper, v_stale * 0.42), ink);
  if (v_stale > 0.5) painted = staleBadge(painted, p);
  o_color = painted * v_alpha;
}
`
