# `cmake --install`, find_package(voxmap) for others, and the .deb packages.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The public headers belong to base, because every other library sees base.
# all_verify_interface_header_sets compiles each of them alone.
file(GLOB public_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/voxmap/*.hpp)
target_sources(voxmap_base PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include
               FILES ${public_headers})
set_target_properties(voxmap_base PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)

# The man page and the shell completions come from the table of flags, through the program itself.
set(generated ${PROJECT_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${generated})
function(voxmap_generate what file)
  add_custom_command(OUTPUT ${generated}/${file} VERBATIM DEPENDS voxmap
                     COMMAND voxmap --generate ${what} > ${generated}/${file})
  set_property(GLOBAL APPEND PROPERTY VOXMAP_GENERATED ${generated}/${file})
endfunction()
voxmap_generate(man voxmap.1)
voxmap_generate(bash voxmap.bash)
voxmap_generate(zsh _voxmap)
voxmap_generate(fish voxmap.fish)
get_property(generated_files GLOBAL PROPERTY VOXMAP_GENERATED)
add_custom_target(voxmap_generated ALL DEPENDS ${generated_files})

# What runs.
set(data ${CMAKE_INSTALL_DATADIR})
install(TARGETS voxmap RUNTIME COMPONENT runtime)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lexicons DESTINATION ${data}/voxmap COMPONENT runtime)
install(FILES ${generated}/voxmap.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT runtime)
install(FILES ${generated}/voxmap.bash RENAME voxmap COMPONENT runtime
        DESTINATION ${data}/bash-completion/completions)
install(FILES ${generated}/_voxmap DESTINATION ${data}/zsh/vendor-completions COMPONENT runtime)
install(FILES ${generated}/voxmap.fish DESTINATION ${data}/fish/vendor_completions.d
        COMPONENT runtime)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/sample_data ${PROJECT_SOURCE_DIR}/docs
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime
        PATTERN "out" EXCLUDE PATTERN "*.voxmap*" EXCLUDE PATTERN "*.key" EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime)

# What others build on: the public headers and the libraries behind them. The loader and the command
# line have no public header and stay inside.
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/voxmap)
install(TARGETS voxmap_base voxmap_adapters voxmap_text voxmap_privacy voxmap_store voxmap_journey
        EXPORT voxmapTargets ARCHIVE COMPONENT dev FILE_SET HEADERS COMPONENT dev)
install(EXPORT voxmapTargets NAMESPACE voxmap:: DESTINATION ${package_dir} COMPONENT dev)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/voxmapConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/voxmapConfig.cmake
                              INSTALL_DESTINATION ${package_dir}
                              PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/voxmapConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/voxmapConfig.cmake ${PROJECT_BINARY_DIR}/voxmapConfigVersion.cmake
        DESTINATION ${package_dir} COMPONENT dev)

# Two packages: voxmap to run, libvoxmap-dev to build on.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME voxmap)
set(CPACK_PACKAGE_CONTACT "voxmap developers <voxmap@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_COMPONENTS_ALL runtime dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME voxmap)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SUGGESTS librsvg2-bin)
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libvoxmap-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "libcld2-dev, libfmt-dev, libgmime-3.0-dev, libgumbo-dev, libhowardhinnant-date-dev, libicu-dev, libpugixml-dev, libre2-dev, libreadstat-dev, libsimdjson-dev, libsqlite3-dev, libssl-dev, libtomlplusplus-dev, libuchardet-dev, libxlsxwriter-dev, libzip-dev, libzstd-dev, nlohmann-json3-dev, pkg-config, zlib1g-dev")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "Reads survey exports, interview transcripts and social posts, scores the
 sentiment and emotions of every clause with its evidence, and draws the journey map.")
set(CPACK_COMPONENT_DEV_DESCRIPTION "Headers and static libraries of voxmap, for find_package(voxmap).")
include(CPack)
