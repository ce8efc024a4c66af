// The interview adapters, for the table in all.cpp.
#pragma once

#include "voxmap/source.hpp"

namespace voxmap {

extern const Adapter kWebVtt, kSrt, kSbv, kChat, kElan, kTranscriptJson, kTranscriptText,
    kTranscriptTable, kDocx;

}  // namespace voxmap
