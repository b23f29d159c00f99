// The marks themselves: a shape by status, computed from distances and baked into a texture once. Units are those of a
// 20 px icon, y down.

import { FRAGMENT_HEAD } from './shared.glsl'

export const MARK_VERTEX = `#version 300 es
precision highp float;
uniform float u_reach;
out vec2 v_at;

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1) * 2.0 - 1.0, float(gl_VertexID >> 1) * 2.0 - 1.0);
  v_at = corner * u_reach;
  gl_Position = vec4(corner, 0.0, 1.0);
}
`

/** `u_status`: index into VEHICLE_STATUSES, 5 moving without a heading, 6 the clock of a stale vehicle. */
export const MARK_FRAGMENT = `${FRAGMENT_HEAD}
in vec2 v_at;

uniform uint u_status;
uniform float u_pale;
uniform vec3 u_color;
uniform vec3 u_paper;
uniform vec3 u_warning;
/** Texture pixels per icon unit. */
uniform float u_scale;

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
float silhouette(vec2 p) {
  if (u_status == 0u) return arrow(p);
  if (u_status == 5u) return length(p) - 6.5;
  if (u_status == 1u) return length(p) - 8.25;
  if (u_status == 2u) return box(p, vec2(7.5), 3.2);
  if (u_status == 3u) return length(p) - 7.5;
  return (abs(p.x) + abs(p.y) - 9.2) * 0.7071 - 0.4;
}

/** Distance to what is left in the paper's colour inside the mark. */
float cutout(vec2 p) {
  if (u_status == 1u) {
    float bars = segment(vec2(abs(p.x), p.y), vec2(2.1, -2.9), vec2(2.1, 2.9)) - 1.05;
    return max(length(p) - 6.2, -bars);
  }
  if (u_status == 2u) return letterP(p);
  if (u_status == 3u) {
    float dash = abs(fract(atan(p.y, p.x) * 1.2732395 + 0.25) - 0.5) * 2.0;
    float gap = (0.62 - dash) * 2.6;
    return min(length(p) - 5.4, gap);
  }
  if (u_status == 4u) return (abs(p.x) + abs(p.y) - 6.2) * 0.7071 - 0.2;
  return 1e3;
}

/** A small clock, in the middle of its own cell. */
vec4 staleBadge(vec2 q) {
  float r = length(q);
  vec4 badge = over(vec4(0.0), u_paper, cover((r - 5.2) * u_scale));
  float hands = min(segment(q, vec2(0.0), vec2(0.0, -2.4)), segment(q, vec2(0.0), vec2(1.7, 0.9))) - 0.55;
  float ring = abs(r - 3.7) - 0.65;
  return over(badge, u_warning, cover(min(ring, hands) * u_scale));
}

void main() {
  vec2 p = v_at;
  if (u_status == 6u) {
    o_color = staleBadge(p);
    return;
  }
  float body = silhouette(p);
  // An arrow turns with its vehicle, and its shadow must not turn with it: it lies right below.
  float shadow = 1.0 - smoothstep(-1.0, 4.0, u_status == 0u ? body : silhouette(p - vec2(0.0, 1.0)));
  vec4 painted = over(vec4(0.0), vec3(0.03, 0.05, 0.08), 0.28 * shadow);
  painted = over(painted, u_paper, cover((body - 1.6) * u_scale));
  float ink = cover(body * u_scale) * (1.0 - cover(cutout(p) * u_scale));
  o_color = over(painted, mix(u_color, u_paper, u_pale), ink);
}
`
