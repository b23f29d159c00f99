import { VideoFrame, VideoSkeleton } from './_components/video-frame'

export default function VideoLoading() {
  return (
    <VideoFrame>
      <VideoSkeleton />
    </VideoFrame>
  )
}
