# Precompiled standard headers: reading them is a quarter of a build. A file must still include what it
# uses: clang-tidy (.ci/tidy) reads it without them.
option(VOXMAP_PCH "Precompile the standard headers" ON)

set(voxmap_precompiled <algorithm> <array> <charconv> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set>
    <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>)

# voxmap_precompile(TARGET GROUP headers...): those and the standard ones. Targets of a group are compiled with the
# same options and share what is precompiled; one of the group "alone" has definitions that change the headers.
function(voxmap_precompile target group)
  if(NOT VOXMAP_PCH)
    return()
  endif()
  voxmap_options_of_precompiled(${target})
  if(group STREQUAL "alone")
    target_precompile_headers(${target} PRIVATE ${ARGN} ${voxmap_precompiled})
    return()
  endif()
  set(owner voxmap_precompiled_${group})
  if(NOT TARGET ${owner})
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${owner}.cpp CONTENT "int main() { return 0; }\n")
    if(group STREQUAL "tests")  # of the kind of its users: a program's code is placed in another way
      add_executable(${owner} EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/${owner}.cpp)
      target_compile_options(${owner} PRIVATE -O0)
      target_link_libraries(${owner} PRIVATE GTest::gmock_main)
    else()
      add_library(${owner} OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/${owner}.cpp)
    endif()
    if(group STREQUAL "hot_libraries")
      target_compile_options(${owner} PRIVATE $<$<CONFIG:Release>:-O3>)
    endif()
    target_link_libraries(${owner} PRIVATE fmt::fmt voxmap_warnings)
    voxmap_options_of_precompiled(${owner})
    target_precompile_headers(${owner} PRIVATE ${ARGN} ${voxmap_precompiled})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${owner})
endfunction()

function(voxmap_options_of_precompiled target)
  target_compile_options(${target} PRIVATE -pthread)  # some libraries ask for it, and it defines a macro
  # What ccache needs (its manual, "Precompiled headers").
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp)
  else()
    # gcc 12 forgets with them that a header is the system's, whose warnings of this kind are wrong (gcc bug 105651).
    target_compile_options(${target} PRIVATE -fpch-preprocess -Wno-array-bounds -Wno-stringop-overread -Wno-stringop-overflow)
  endif()
endfunction()
