// The two pages the sandbox serves: a live view to embed, and what a share link opens.

/** A page that shows a new picture every second. It asks for nothing from elsewhere and may stand in any frame. */
export function livePage(imei: string, origin: string): string {
  return page(
    `Camera ${imei}`,
    `<img id="picture" alt="Live picture of ${imei}" src="${origin}/media/still/${imei}.png?camera=1">
<script>
const picture = document.getElementById('picture')
setInterval(() => { picture.src = '${origin}/media/still/${imei}.png?camera=1&at=' + Date.now() }, 1000)
</script>`,
  )
}

/** A page that tells where a vehicle is. */
export function sharePage(name: string, place: { lat: number; lng: number; atText: string } | null): string {
  const where = place
    ? `<p>${place.lat.toFixed(6)}, ${place.lng.toFixed(6)}</p><p>${place.atText} UTC</p>`
    : '<p>No position yet</p>'
  return page('Shared position', `<h1>${escapeHtml(name)}</h1>${where}`)
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>html,body{margin:0;height:100%;background:#111;color:#eee;font:16px system-ui}img{width:100%;height:100%;object-fit:contain}</style>
</head><body>${body}</body></html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
