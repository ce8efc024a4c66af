# gcc 12 reports -Wrestrict on std::string operator+ wrongly (gcc bug 105651).
# Warnings for our own targets. Third-party headers are SYSTEM. -Werror is for us and CI, never for packagers.
option(VOXMAP_WERROR "Treat warnings as errors" OFF)
add_library(voxmap_warnings INTERFACE)
target_compile_options(voxmap_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-align -Wformat=2 -Wdouble-promotion -Wimplicit-fallthrough
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op;-Wuseless-cast;-Wsuggest-override;-Wno-restrict>
  $<$<BOOL:${VOXMAP_WERROR}>:-Werror>)
