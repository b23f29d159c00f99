import { brandOfRequest } from '@/lib/server/request-brand'
import { RoadScene } from './road-scene'

/** The picture beside the form: the tenant's own, else the product's world. Decoration only. */
export async function BrandScene() {
  const { login } = (await brandOfRequest()).pictures
  if (login === null) return <RoadScene />
  return (
    <div aria-hidden className="relative hidden overflow-hidden bg-sunken lg:block">
      {/* biome-ignore lint/performance/noImgElement: it is served as it is, once and for good. */}
      <img
        src={login.url}
        alt=""
        width={login.width}
        height={login.height}
        className="absolute inset-0 size-full object-cover"
      />
    </div>
  )
}
