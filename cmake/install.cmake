include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/strata)
set(generated_dir ${PROJECT_BINARY_DIR}/package)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/strataConfig.cmake.in ${generated_dir}/strataConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${generated_dir}/strataConfigVersion.cmake COMPATIBILITY SameMinorVersion
                                 ARCH_INDEPENDENT)
configure_file(${CMAKE_CURRENT_LIST_DIR}/strata.pc.in ${generated_dir}/strata.pc @ONLY)

install(TARGETS strata EXPORT strataTargets FILE_SET HEADERS)
install(EXPORT strataTargets NAMESPACE strata:: DESTINATION ${package_dir})
install(FILES ${generated_dir}/strataConfig.cmake ${generated_dir}/strataConfigVersion.cmake
              ${CMAKE_CURRENT_LIST_DIR}/strataEigen.cmake ${CMAKE_CURRENT_LIST_DIR}/strataOptional.cmake
        DESTINATION ${package_dir})
install(FILES ${generated_dir}/strata.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
