# Precompiled standard headers: reading them is a quarter of a build. A file must still include what it
# uses: clang-tidy (.ci/tidy) reads it without them.
option(VOXMAP_PCH "Precompile the standard headers" ON)

# voxmap_precompile(TARGET headers...)
function(voxmap_precompile target)
  if(NOT VOXMAP_PCH)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE ${ARGN}
    <algorithm> <array> <charconv> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span>
    <string> <string_view> <unordered_map> <utility> <variant> <vector>)
  # What ccache needs (its manual, "Precompiled headers").
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp)
  else()
    # gcc 12 forgets with them that a header is the system's, whose warnings of this kind are wrong (gcc bug 105651).
    target_compile_options(${target} PRIVATE -fpch-preprocess -Wno-array-bounds -Wno-stringop-overread -Wno-stringop-overflow)
  endif()
endfunction()
